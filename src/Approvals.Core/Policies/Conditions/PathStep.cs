using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Approvals.Core.Policies.Conditions;

/// <summary>One step of a path.</summary>
public abstract record PathStep
{
    private PathStep()
    {
    }

    /// <summary>What is there, if it is there.</summary>
    internal virtual Fact Enter(in Fact from) => Fact.Unreachable;

    /// <summary>Into a member of an object.</summary>
    public sealed record Member(string Name) : PathStep
    {
        private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(Name);

        internal override Fact Enter(in Fact from)
        {
            if (from.Kind != FactKind.Object)
            {
                return Fact.Unreachable;
            }

            Enter(from.Json, out var fact);
            return fact;
        }

        /// <summary>Into the member of an object.</summary>
        internal void Enter(JsonElement json, out Fact fact)
        {
            if (json.TryGetProperty(_utf8, out var value))
            {
                Fact.Read(value, out fact);
            }
            else
            {
                fact = Fact.Missing;
            }
        }

        public override string ToString() => $".{Name}";
    }

    /// <summary>To an element of an array, counted from 0.</summary>
    public sealed record Element(int Index) : PathStep
    {
        internal override Fact Enter(in Fact from)
        {
            if (from.Kind != FactKind.Array)
            {
                return Fact.Unreachable;
            }

            return Index < from.Json.GetArrayLength() ? Fact.Of(from.Json[Index]) : Fact.Missing;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Index}]");
    }

    /// <summary>To every element of an array.</summary>
    public sealed record Every : PathStep
    {
        public override string ToString() => "[*]";
    }
}
