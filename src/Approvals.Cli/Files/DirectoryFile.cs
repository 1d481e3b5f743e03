using System.Collections.Immutable;
using Approvals.Cli.Output;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Approvals.Cli.Files;

/// <summary>
/// The people of a tenant, in YAML or JSON: <c>reviewers: [{ id: alice, roles: [finance] }]</c>. One with
/// <c>active: false</c> may do nothing.
/// </summary>
internal sealed class DirectoryFile
{
    private const int MaxBytes = 16 * 1024 * 1024;

    private readonly string _path;

    private DirectoryFile(string path) => _path = path;

    /// <summary>Null where the file cannot be read, which is told.</summary>
    public static ImmutableArray<Reviewer>? Read(string path, Screen screen)
    {
        if (TextFile.Read(path, MaxBytes, screen) is not { } text)
        {
            return null;
        }

        try
        {
            var stream = new YamlStream();
            stream.Load(new BoundedParser(text));
            return stream.Documents is [{ RootNode: var root }]
                ? new DirectoryFile(path).Read(root)
                : throw new FormatException($"{path}: a directory is one document: reviewers, each with an id and roles.");
        }
        catch (YamlException e)
        {
            screen.Error(ExitCode.BadFile, $"{path}:{e.Start.Line}:{e.Start.Column}: This is not YAML: {e.Message}");
        }
        catch (FormatException e)
        {
            screen.Error(ExitCode.BadFile, e.Message);
        }

        return null;
    }

    private ImmutableArray<Reviewer> Read(YamlNode root)
    {
        var reviewers = Members(root, "A directory", "reviewers").GetValueOrDefault("reviewers") as YamlSequenceNode
            ?? throw Wrong(root, "A directory has 'reviewers', a list.");
        var read = reviewers.Children.Select(ReadReviewer).ToImmutableArray();
        return read.GroupBy(r => r.Id).FirstOrDefault(g => g.Count() > 1) is { } same
            ? throw Wrong(reviewers, $"'{same.Key}' stands there twice.")
            : read;
    }

    private Reviewer ReadReviewer(YamlNode node)
    {
        var members = Members(node, "A reviewer", "id", "roles", "active");
        return new Reviewer
        {
            Id = members.TryGetValue("id", out var id) ? Name<ReviewerId>(id) : throw Wrong(node, "A reviewer has an 'id'."),
            Roles = members.TryGetValue("roles", out var roles) ? ReadRoles(roles) : [],
            Active = !members.TryGetValue("active", out var active) || ReadSwitch(active),
        };
    }

    private ImmutableArray<RoleName> ReadRoles(YamlNode node) => node is YamlSequenceNode list
        ? [.. list.Children.Select(Name<RoleName>)]
        : throw Wrong(node, "'roles' is a list of names.");

    private bool ReadSwitch(YamlNode node) => (node as YamlScalarNode)?.Value switch
    {
        "true" => true,
        "false" => false,
        _ => throw Wrong(node, "'active' is true or false."),
    };

    private T Name<T>(YamlNode node)
        where T : class, ITextValue<T> =>
        T.Parse((node as YamlScalarNode)?.Value) ?? throw Wrong(node, $"A name was expected: {Identifier.Rule}.");

    private Dictionary<string, YamlNode> Members(YamlNode node, string what, params string[] known)
    {
        if (node is not YamlMappingNode mapping)
        {
            throw Wrong(node, $"{what} is a mapping of {string.Join(", ", known)}.");
        }

        return mapping.Children.ToDictionary(
            m => m.Key is YamlScalarNode { Value: { } key } && known.Contains(key, StringComparer.Ordinal)
                ? key
                : throw Wrong(m.Key, $"{what} has no key '{m.Key}'. Known here: {string.Join(", ", known)}."),
            m => m.Value,
            StringComparer.Ordinal);
    }

    private FormatException Wrong(YamlNode node, string problem) =>
        new($"{_path}:{node.Start.Line}:{node.Start.Column}: {problem}");
}
