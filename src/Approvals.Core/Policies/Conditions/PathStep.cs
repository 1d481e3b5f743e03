using System.Globalization;

namespace Approvals.Core.Policies.Conditions;

/// <summary>One step of a path.</summary>
public abstract record PathStep
{
    private PathStep()
    {
    }

    /// <summary>Into a member of an object.</summary>
    public sealed record Member(string Name) : PathStep
    {
        public override string ToString() => $".{Name}";
    }

    /// <summary>To an element of an array, counted from 0.</summary>
    public sealed record Element(int Index) : PathStep
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Index}]");
    }

    /// <summary>To every element of an array.</summary>
    public sealed record Every : PathStep
    {
        public override string ToString() => "[*]";
    }
}
