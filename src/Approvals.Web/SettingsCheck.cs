using System.Globalization;
using System.Reflection;
using Approvals.Web.Limits;
using Microsoft.Extensions.Configuration;

namespace Approvals.Web;

/// <summary>Looks at the configuration section <c>Approvals</c> before anything starts: a misspelt limit is no limit.</summary>
public static class SettingsCheck
{
    /// <summary>What is wrong in it, a sentence each; none where nothing is.</summary>
    /// <param name="configuration">All of it.</param>
    /// <param name="others">What the host has in it beside the front end's: each a section, and the type that it is bound to.</param>
    public static IReadOnlyList<string> FindMistakes(
        IConfiguration configuration, params IEnumerable<(string Section, Type Options)> others)
    {
        (string Section, Type Options)[] all =
            [(ApprovalsWebOptions.Section, typeof(ApprovalsWebOptions)), (LimitOptions.Section, typeof(LimitOptions)), .. others];
        var known = all
            .SelectMany(o => o.Options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => (Key: $"{o.Section}:{p.Name}", Type: p.PropertyType)))
            .ToDictionary(p => p.Key, p => Nullable.GetUnderlyingType(p.Type) ?? p.Type, StringComparer.OrdinalIgnoreCase);
        var mistakes = configuration.GetSection(ApprovalsWebOptions.Section).AsEnumerable()
            .Where(s => s.Value is not null)
            .Select(s => FindMistake(s.Key, s.Value!, known))
            .OfType<string>()
            .ToList();
        if (mistakes.Count == 0)
        {
            mistakes.AddRange(Bind<LimitOptions>(configuration, LimitOptions.Section).FindMistakes());
            mistakes.AddRange(Bind<ApprovalsWebOptions>(configuration, ApprovalsWebOptions.Section).FindMistakes());
        }

        return [.. mistakes.Order(StringComparer.Ordinal)];
    }

    private static string? FindMistake(string key, string value, Dictionary<string, Type> known)
    {
        if (!known.TryGetValue(key, out var type))
        {
            return $"{key} is no setting. Known: {string.Join(", ", known.Keys.Order(StringComparer.Ordinal))}.";
        }

        return type switch
        {
            _ when type == typeof(int) && !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
                $"{key} is '{value}'; it is a whole number.",
            _ when type == typeof(bool) && !bool.TryParse(value, out _) => $"{key} is '{value}'; it is true or false.",
            _ when type == typeof(TimeSpan) && !TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out _) =>
                $"{key} is '{value}'; it is a time such as 00:00:15.",
            _ => null,
        };
    }

    private static T Bind<T>(IConfiguration configuration, string section)
        where T : new() => configuration.GetSection(section).Get<T>() ?? new T();
}
