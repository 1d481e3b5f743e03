namespace Approvals.Core.Policies.Patterns;

/// <summary>
/// A regular expression as instructions, all readings of which are followed at once, a character at a time (Thompson,
/// "Regular Expression Search Algorithm", 1968). Time is at most the text's length times the instructions; a match
/// allocates nothing and remembers nothing.
/// </summary>
internal sealed class PatternProgram
{
    /// <summary>The most instructions: about one a character, with repetitions written out.</summary>
    public const int MaxInstructions = 1_024;

    private readonly List<Instruction> _instructions = [];
    private readonly Instruction[] _program;

    /// <exception cref="PatternException">It is too large.</exception>
    public PatternProgram(PatternNode node)
    {
        Emit(node);
        Add(new Instruction(Operation.Accept));
        _program = [.. _instructions];
    }

    private enum Operation
    {
        Take,
        Require,
        Fork,
        Jump,
        Accept,
    }

    /// <summary>In instructions: the most that one character of a text takes.</summary>
    public int Size => _program.Length;

    public bool Matches(ReadOnlySpan<char> text)
    {
        Span<ushort> buffer = stackalloc ushort[_program.Length * 5];
        var here = new Readings(buffer, 0, _program.Length);
        var next = new Readings(buffer, 2, _program.Length);
        var pending = buffer[(_program.Length * 4)..];
        Follow(0, text, 0, ref here, pending);
        for (var at = 0; at < text.Length && here.Count > 0; at++)
        {
            next.Clear();
            for (var i = 0; i < here.Count; i++)
            {
                var instruction = _program[here[i]];
                if (instruction.Operation == Operation.Take && instruction.Set!.Contains(text[at]))
                {
                    Follow(here[i] + 1, text, at + 1, ref next, pending);
                }
            }

            var swap = here;
            here = next;
            next = swap;
        }

        return here.Contains(_program.Length - 1);
    }

    /// <summary>Adds an instruction and all that it leads to without taking a character.</summary>
    private void Follow(int instruction, ReadOnlySpan<char> text, int at, ref Readings readings, Span<ushort> pending)
    {
        var count = 0;
        if (readings.TryAdd(instruction))
        {
            pending[count++] = (ushort)instruction;
        }

        while (count > 0)
        {
            int from = pending[--count];
            var (operation, _, boundary, one, other) = _program[from];
            var (first, second) = operation switch
            {
                Operation.Jump => (one, -1),
                Operation.Fork => (one, other),
                Operation.Require when IsAt(boundary, text, at) => (from + 1, -1),
                _ => (-1, -1),
            };
            if (first >= 0 && readings.TryAdd(first))
            {
                pending[count++] = (ushort)first;
            }

            if (second >= 0 && readings.TryAdd(second))
            {
                pending[count++] = (ushort)second;
            }
        }
    }

    private static bool IsAt(Boundary boundary, ReadOnlySpan<char> text, int at) => boundary switch
    {
        Boundary.Start => at == 0,
        Boundary.End => at == text.Length,
        Boundary.LastLine => at == text.Length || (at == text.Length - 1 && text[at] == '\n'),
        _ => (IsWord(text, at - 1) != IsWord(text, at)) == (boundary == Boundary.Word),
    };

    private static bool IsWord(ReadOnlySpan<char> text, int at) =>
        at >= 0 && at < text.Length && CharacterTest.WordCharacters.Contains(text[at]);

    private void Emit(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.Character(var set):
                Add(new Instruction(Operation.Take, new CharacterTest(set)));
                break;
            case PatternNode.At(var boundary):
                Add(new Instruction(Operation.Require, Boundary: boundary));
                break;
            case PatternNode.Sequence(var parts):
                foreach (var part in parts)
                {
                    Emit(part);
                }

                break;
            case PatternNode.Choice(var options):
                EmitChoice([.. options]);
                break;
            case PatternNode.Repeated repeated:
                EmitRepeated(repeated);
                break;
        }
    }

    private void EmitChoice(ReadOnlySpan<PatternNode> options)
    {
        var ends = new List<int>();
        while (options.Length > 1)
        {
            var fork = Add(new Instruction(Operation.Fork));
            Emit(options[0]);
            ends.Add(Add(new Instruction(Operation.Jump)));
            _instructions[fork] = new Instruction(Operation.Fork, One: fork + 1, Other: _instructions.Count);
            options = options[1..];
        }

        Emit(options[0]);
        ends.ForEach(end => _instructions[end] = new Instruction(Operation.Jump, One: _instructions.Count));
    }

    private void EmitRepeated(PatternNode.Repeated repeated)
    {
        for (var i = 0; i < repeated.Least; i++)
        {
            EmitCounted(repeated.Part);
        }

        if (repeated.Most is not { } most)
        {
            var loop = Add(new Instruction(Operation.Fork));
            Emit(repeated.Part);
            Add(new Instruction(Operation.Jump, One: loop));
            _instructions[loop] = new Instruction(Operation.Fork, One: loop + 1, Other: _instructions.Count);
            return;
        }

        var forks = new List<int>();
        for (var i = repeated.Least; i < most; i++)
        {
            forks.Add(Add(new Instruction(Operation.Fork)));
            Emit(repeated.Part);
        }

        forks.ForEach(fork => _instructions[fork] = new Instruction(Operation.Fork, One: fork + 1, Other: _instructions.Count));
    }

    /// <summary>What is nothing counts too, so that nothing repeated without end comes to an end.</summary>
    private void EmitCounted(PatternNode part)
    {
        var before = _instructions.Count;
        Emit(part);
        if (_instructions.Count == before)
        {
            Add(new Instruction(Operation.Jump, One: before + 1));
        }
    }

    private int Add(Instruction instruction)
    {
        if (_instructions.Count >= MaxInstructions)
        {
            throw new PatternException($"With its repetitions written out, the pattern has over {MaxInstructions} parts; repeat less.");
        }

        _instructions.Add(instruction);
        return _instructions.Count - 1;
    }

    private readonly record struct Instruction(
        Operation Operation, CharacterTest? Set = null, Boundary Boundary = default, int One = -1, int Other = -1);

    /// <summary>A set of instructions that is cleared at once (Briggs and Torczon, 1993).</summary>
    private ref struct Readings(Span<ushort> buffer, int place, int size)
    {
        private readonly Span<ushort> _dense = buffer.Slice(place * size, size);
        private readonly Span<ushort> _sparse = buffer.Slice((place + 1) * size, size);

        public int Count { get; private set; }

        public readonly int this[int index] => _dense[index];

        public void Clear() => Count = 0;

        public readonly bool Contains(int instruction) =>
            _sparse[instruction] < Count && _dense[_sparse[instruction]] == instruction;

        public bool TryAdd(int instruction)
        {
            if (Contains(instruction))
            {
                return false;
            }

            _sparse[instruction] = (ushort)Count;
            _dense[Count++] = (ushort)instruction;
            return true;
        }
    }
}
