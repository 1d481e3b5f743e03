namespace Approvals.Core.Policies.Conditions;

/// <summary>Collects why a rule's condition ended unknown, a sentence each; never a value.</summary>
internal sealed class UnknownSentences
{
    /// <summary>The most sentences of one rule.</summary>
    public const int Most = 20;

    private readonly Stack<ElementPlace> _elements = [];

    /// <summary>In the order of the condition.</summary>
    public List<string> All { get; } = [];

    public void Add(ActionPath path, in Fact fact, string operation, string needs) =>
        Add(PlaceOf(path, path.Steps.Length).Text, fact, operation, needs);

    public void Add(string place, in Fact fact, string operation, string needs)
    {
        if (All.Count < Most)
        {
            All.Add($"{place} is {fact.Description}; {operation} needs {needs}");
        }
    }

    /// <summary>Where a path stands after some steps, with the element that <c>it</c> is.</summary>
    public ElementPlace PlaceOf(ActionPath path, int step)
    {
        var text = ElementPlace.TextOf(path, step);
        return new ElementPlace(
            path, step, path.Root == PathRoot.It && _elements.TryPeek(out var element) ? element.Text + text["it".Length..] : text);
    }

    /// <summary>From here on <c>it</c> is this element.</summary>
    public void Enter(ElementPlace element) => _elements.Push(element);

    public void Leave() => _elements.Pop();
}
