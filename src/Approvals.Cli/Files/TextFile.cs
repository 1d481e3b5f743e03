using System.Text;
using System.Text.Unicode;
using Approvals.Cli.Output;

namespace Approvals.Cli.Files;

/// <summary>Reads whole files of text.</summary>
internal static class TextFile
{
    private static readonly string[] Endings = [".yaml", ".yml"];

    /// <summary>The files that the arguments name: themselves, or for a directory what lies in it, not below.</summary>
    public static IEnumerable<string> Expand(IEnumerable<string> paths, Screen screen)
    {
        foreach (var path in paths)
        {
            if (!Directory.Exists(path))
            {
                yield return path;
                continue;
            }

            var files = Directory.GetFiles(path).Where(f => Endings.Contains(Path.GetExtension(f), StringComparer.Ordinal)).ToList();
            if (files.Count == 0)
            {
                screen.Error(ExitCode.BadFile, $"{path}: there is no {string.Join(" or ", Endings)} file in this directory.");
            }

            foreach (var file in files.Order(StringComparer.Ordinal))
            {
                yield return file;
            }
        }
    }

    /// <summary>The file's text; null where it cannot be read, which is told.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">A larger one is not read.</param>
    /// <param name="screen">Where it is told.</param>
    public static string? Read(string path, int maxBytes, Screen screen)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (ReadUpTo(maxBytes, stream) is not { } bytes)
            {
                screen.Error(ExitCode.BadFile, $"{path}: the file has more than the {maxBytes} bytes that are read.");
            }
            else if (Utf8.IsValid(bytes))
            {
                return Encoding.UTF8.GetString(bytes);
            }
            else
            {
                screen.Error(ExitCode.BadFile, $"{path}: the file is not valid UTF-8; save it in that encoding.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            screen.Error(ExitCode.BadFile, $"{path}: {Why(e)}");
        }

        return null;
    }

    /// <summary>All of it; null where it is more. A pipe has no length that could be asked for.</summary>
    private static byte[]? ReadUpTo(int maxBytes, Stream stream)
    {
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (stream.Read(buffer) is > 0 and var count)
        {
            if (read.Length + count > maxBytes)
            {
                return null;
            }

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    public static string Why(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file.",
        UnauthorizedAccessException => "you may not read it, or it is a directory.",
        _ => e.Message,
    };
}
