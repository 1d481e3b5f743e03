using System.Globalization;
using System.Reflection;
using Approvals.Channels.Callback;
using Approvals.Web;
using Approvals.Web.Limits;

namespace Approvals.Server;

/// <summary>Looks at the configuration section <c>Approvals</c> before anything starts: a misspelt limit is no limit.</summary>
internal static class SettingsCheck
{
    private const string LocalIssuer = "LocalIssuer";

    private static readonly Dictionary<string, Type> Known = FindKnown();

    /// <exception cref="StartException">Something in it is wrong; the message has a sentence for each mistake.</exception>
    public static void Check(IConfiguration configuration)
    {
        var mistakes = configuration.GetSection(ApprovalsWebOptions.Section).AsEnumerable()
            .Where(s => s.Value is not null)
            .Select(s => FindMistake(s.Key, s.Value!))
            .OfType<string>()
            .ToList();
        if (mistakes.Count == 0)
        {
            mistakes.AddRange(Bind<LimitOptions>(configuration, LimitOptions.Section).FindMistakes());
            mistakes.AddRange(Bind<ApprovalsWebOptions>(configuration, ApprovalsWebOptions.Section).FindMistakes());
        }

        if (mistakes.Count > 0)
        {
            throw new StartException(string.Join('\n', mistakes.Order(StringComparer.Ordinal)));
        }
    }

    private static string? FindMistake(string key, string value)
    {
        if (!Known.TryGetValue(key, out var type))
        {
            return $"{key} is no setting. Known: {string.Join(", ", Known.Keys.Order(StringComparer.Ordinal))}.";
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

    private static Dictionary<string, Type> FindKnown()
    {
        var known = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
        {
            [$"{ApprovalsWebOptions.Section}:{LocalIssuer}"] = typeof(bool),
        };
        Add(known, ApprovalsWebOptions.Section, typeof(ApprovalsWebOptions));
        Add(known, LimitOptions.Section, typeof(LimitOptions));
        Add(known, CallbackOptions.Section, typeof(CallbackOptions));
        return known;
    }

    private static void Add(Dictionary<string, Type> known, string section, Type options)
    {
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            known.Add($"{section}:{property.Name}", Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        }
    }
}
