using System.Text;

namespace Approvals.Web.Permits;

/// <summary>Files with secrets: readable by their owner alone (mode 600), whole or not there.</summary>
public static class PrivateFile
{
    public static void Write(string path, string text)
    {
        var aside = path + ".new";
        File.Delete(aside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(aside, options))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: true);
    }
}
