using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Approvals.Cli.Output;

namespace Approvals.Cli.Files;

/// <summary>Actions to be put to policies: one JSON object a line, in UTF-8. Empty lines are passed over.</summary>
internal static class ActionsFile
{
    /// <summary>The longest line, in bytes: the API takes no larger body.</summary>
    public const int MaxLine = 256 * 1024;

    /// <summary>What stands for standard input.</summary>
    public const string StandardInput = "-";

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The file's lines; where it cannot be read, none, which is told.</summary>
    public static async IAsyncEnumerable<ActionLine> ReadAsync(
        string path, Screen screen, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (Open(path, screen) is not { } stream)
        {
            yield break;
        }

        var number = 0;
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        await foreach (var line in SplitAsync(reader, cancellation))
        {
            number++;
            var place = $"{(path == StandardInput ? "stdin" : path)}:{number}";
            if (line is null)
            {
                yield return new ActionLine.Bad(place, number, $"The line is over {MaxLine} bytes.");
            }
            else if (!IsBlank(line))
            {
                yield return ActionReader.Read(line, place, number);
            }
        }

        await reader.CompleteAsync();
    }

    private static Stream? Open(string path, Screen screen)
    {
        try
        {
            return path == StandardInput ? Console.OpenStandardInput() : File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            screen.Error(ExitCode.BadFile, $"{path}: {TextFile.Why(e)}");
            return null;
        }
    }

    /// <summary>The lines; null for one that is too long.</summary>
    private static async IAsyncEnumerable<byte[]?> SplitAsync(
        PipeReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (first, skipping) = (true, false);
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            while (TakeLine(ref buffer, read.IsCompleted) is { } line)
            {
                yield return skipping || line.Length > MaxLine ? null : WithoutMark(line.ToArray(), first);
                (first, skipping) = (false, false);
            }

            // A line without an end is not kept.
            skipping = skipping || buffer.Length > MaxLine;
            reader.AdvanceTo(skipping ? buffer.End : buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                if (skipping)
                {
                    yield return null;
                }

                break;
            }
        }
    }

    private static ReadOnlySequence<byte>? TakeLine(ref ReadOnlySequence<byte> buffer, bool isLast)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return line;
        }

        if (!isLast || buffer.IsEmpty)
        {
            return null;
        }

        var rest = buffer;
        buffer = buffer.Slice(buffer.End);
        return rest;
    }

    private static byte[] WithoutMark(byte[] line, bool first) =>
        first && line.AsSpan().StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;

    private static bool IsBlank(byte[] line) => line.AsSpan().Trim(" \t\r"u8).IsEmpty;
}
