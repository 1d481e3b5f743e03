namespace Approvals.Core.Policies.Cases;

/// <summary>A policy that the cases of a file are about.</summary>
public abstract record CaseFilePolicy
{
    private CaseFilePolicy()
    {
    }

    /// <summary>It stands in the file itself.</summary>
    public sealed record Inline(Policy Policy) : CaseFilePolicy;

    /// <summary>It stands in a file of its own.</summary>
    /// <param name="Path">From the folder of the case file on.</param>
    /// <param name="Line">Where it is named, counted from 1.</param>
    /// <param name="Column">Counted from 1, in characters.</param>
    public sealed record InFile(string Path, int Line, int Column) : CaseFilePolicy;
}
