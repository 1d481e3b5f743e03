using System.Collections.Immutable;
using Approvals.Conformance.Model.Stories;

namespace Approvals.Conformance.Model.Prediction;

/// <summary>The directory as a pile of pages, one for each change: who was there in time is read off them.</summary>
internal sealed class ModelDirectory
{
    private readonly List<(DateTimeOffset At, ImmutableSortedDictionary<string, Entry> People)> _pages = [];
    private readonly DateTimeOffset _start;
    private DateTimeOffset _time;

    /// <param name="start">When the story begins, from which its stints count.</param>
    public ModelDirectory(DateTimeOffset start)
    {
        _start = start;
        _time = start;
    }

    public string? Owner { get; private set; }

    public ImmutableSortedSet<string> Executors { get; private set; } = [];

    public int PendingLimit { get; private set; } = 100;

    public bool KeyIsRevoked { get; private set; }

    public ImmutableSortedDictionary<string, Entry> People =>
        _pages.Count == 0 ? ImmutableSortedDictionary<string, Entry>.Empty : _pages[^1].People;

    /// <summary>Puts an entry in its place.</summary>
    /// <returns>False where the entries could not stand together: then nothing changes.</returns>
    public bool Put(string name, Entry entry, DateTimeOffset now)
    {
        var next = People.SetItem(name, entry);
        if (next.Any(p => p.Value.Deputies.Any(d => Contradicts(p.Key, d, next))))
        {
            return false;
        }

        Touch(now);
        _pages.Add((_time, next));
        return true;
    }

    public void NameOwner(string? owner, DateTimeOffset now)
    {
        Touch(now);
        Owner = owner;
    }

    public void List(string executor, DateTimeOffset now)
    {
        Touch(now);
        Executors = Executors.Add(executor);
    }

    public void Limit(int perAgent, DateTimeOffset now)
    {
        Touch(now);
        PendingLimit = perAgent;
    }

    public void RevokeKey(DateTimeOffset now)
    {
        Touch(now);
        KeyIsRevoked = true;
    }

    public bool IsAdmin(string? who) =>
        who is null ? !KeyIsRevoked : People.TryGetValue(who, out var entry) && entry.Active && entry.Roles.Contains("admin");

    /// <summary>Everybody who is active.</summary>
    public IEnumerable<Voice> Voices(DateTimeOffset now, DateTimeOffset asked) =>
        People.Keys.Select(name => VoiceOf(name, now, asked)).OfType<Voice>();

    /// <summary>The person's voice among those who were asked at that time; null where they are not there or not active.</summary>
    public Voice? VoiceOf(string name, DateTimeOffset now, DateTimeOffset asked)
    {
        if (!IsActive(name))
        {
            return null;
        }

        var principals =
            from principal in People.Keys
            let serving = People[principal].Deputies.Where(d => d.Deputy == name && Serves(d, now)).ToList()
            where serving.Count > 0
            let inTime = IsActive(principal) && serving.Exists(d => Since(asked, p => p.TryGetValue(principal, out var e) && e.Deputies.Contains(d)))
            select HatOf(principal, asked, inTime) is var hat ? hat with { Owner = hat.Roles.Contains("owner") } : hat;
        return new Voice(
            name,
            [HatOf(name, asked, inTime: true), .. principals],
            [.. People[name].Deputies.Where(d => Serves(d, now)).Select(d => d.Deputy)]);
    }

    /// <summary>The next moment at which somebody begins or ceases to stand in for another.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset now)
    {
        var stints = People.Values.SelectMany(e => e.Deputies).ToList();
        return stints.Select(s => _start + s.From)
            .Concat(stints.Select(s => _start + s.Until + TimeSpan.FromTicks(1)))
            .Where(t => t > now)
            .Min();
    }

    private void Touch(DateTimeOffset now) => _time = now > _time ? now : _time;

    private bool IsActive(string name) => People.TryGetValue(name, out var entry) && entry.Active;

    private Hat HatOf(string whose, DateTimeOffset asked, bool inTime) => new(
        whose,
        inTime ? [.. People[whose].Roles.Where(role => Since(asked, p => p.TryGetValue(whose, out var e) && e.Active && e.Roles.Contains(role)))] : [],
        Late: !inTime || !Since(asked, p => p.TryGetValue(whose, out var e) && e.Active),
        Owner: People[whose].Roles.Contains("owner"));

    /// <summary>Whether it was so at that time, and on every page since.</summary>
    private bool Since(DateTimeOffset time, Func<ImmutableSortedDictionary<string, Entry>, bool> holds)
    {
        for (var page = _pages.Count - 1; page >= 0; page--)
        {
            if (!holds(_pages[page].People))
            {
                return false;
            }

            if (_pages[page].At <= time)
            {
                return true;
            }
        }

        return false;
    }

    private bool Serves(Stint stint, DateTimeOffset now) => !(_start + stint.From > now) && !(_start + stint.Until < now);

    /// <summary>Nobody is their own deputy, deputies are in the directory, end after they begin, and have no deputies meanwhile.</summary>
    private static bool Contradicts(string principal, Stint stint, ImmutableSortedDictionary<string, Entry> people) =>
        stint.Deputy == principal
        || stint.From > stint.Until
        || !people.TryGetValue(stint.Deputy, out var deputy)
        || deputy.Deputies.Any(d => !(d.Until < stint.From) && !(stint.Until < d.From));
}
