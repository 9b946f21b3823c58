using System.Security;
using System.Text;
using NetVips;
using OpenGen.Media;

namespace OpenGen.Rendering.Drawing;

/// <summary>
/// Makes the product's own fonts win on every machine: a fontconfig file of ours, read by the Pango inside libvips,
/// with our families first, Noto after them for the world's scripts, and whatever else the machine has last. What the machine has of
/// our families is left out: another version, or a weight that we do not ship, would be drawn on that machine alone.
/// </summary>
internal static class Fonts
{
    /// <summary>Families that people name in CSS and that ship nowhere: what looks most like them here, without a warning.</summary>
    private static readonly HashSet<string> Generic = new(StringComparer.OrdinalIgnoreCase)
    {
        "sans-serif", "system-ui", "ui-sans-serif", "-apple-system", "BlinkMacSystemFont", "serif", "monospace", "cursive", "fantasy",
        "emoji", "inherit", "initial",
    };

    private static readonly string[] Fallbacks =
    [
        "Inter", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil",
        "Noto Sans Telugu", "Noto Sans Thai", "Noto Sans Georgian", "Noto Sans Armenian", "Noto Sans Ethiopic", "Noto Sans CJK SC",
        "Noto Sans CJK JP",
        "Noto Sans CJK KR", "Noto Color Emoji", "Noto Sans Symbols", "Noto Sans Symbols2", "DejaVu Sans",
    ];

    private static readonly string[] MachineFolders = ["/usr/share/fonts", "/usr/local/share/fonts"];

    private static readonly Lock Gate = new();
    private static HashSet<string>? families;

    /// <summary>
    /// Writes the configuration and has fontconfig read it; must come before every text, for the process's first one decides. Later
    /// calls do nothing.
    /// </summary>
    public static void Use(RenderingOptions options)
    {
        lock (Gate)
        {
            if (families is not null) return;
            Vips.Ready();
            var folder = Path.GetFullPath(Path.Combine(options.ScratchFolder, "fontconfig"));
            Directory.CreateDirectory(folder);
            var file = Path.Combine(folder, $"fonts-{Environment.ProcessId}.conf");
            var ours = Path.GetFullPath(options.FontsFolder);
            // What it finds in the fonts takes a second to find, and stays true for the next process.
            var found = Path.Combine(RenderCache.FolderOf(options), "fontconfig");
            Directory.CreateDirectory(found);
            File.WriteAllText(file, Configuration(ours, FontNames.In([ours]), found));
            NativeEnvironment.Set("FONTCONFIG_FILE", file);
            // Fontconfig reads the file at the first text, and keeps to what it read: now, while the file is surely there.
            using (Image.Text("H")) families = FontNames.In([ours, .. MachineFolders]);
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            {
                if (File.Exists(file)) File.Delete(file);
            };
        }
    }

    /// <summary>Whether a family is on this machine or is a generic one.</summary>
    public static bool Has(string family) => Generic.Contains(family) || families?.Contains(family) == true;

    private static string Configuration(string ours, IEnumerable<string> ourFamilies, string cache)
    {
        var selection = new StringBuilder();
        foreach (var file in FontNames.Files(ours))
            selection.Append(
                $"    <acceptfont><pattern><patelt "
                    + $"name=\"file\"><string>{SecurityElement.Escape(file)}</string></patelt></pattern></acceptfont>\n");
        foreach (var family in ourFamilies)
            selection.Append(
                $"    <rejectfont><pattern><patelt "
                    + $"name=\"family\"><string>{SecurityElement.Escape(family)}</string></patelt></pattern></rejectfont>\n");
        var prefer = new StringBuilder();
        foreach (var family in Fallbacks) prefer.Append($"<family>{family}</family>");
        var folders = new StringBuilder();
        foreach (var folder in (string[])[ours, .. MachineFolders]) folders.Append($"  <dir>{SecurityElement.Escape(folder)}</dir>\n");
        return
            $"""
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
            <fontconfig>
            {folders}  <cachedir>{SecurityElement.Escape(cache)}</cachedir>
              <selectfont>
            {selection}  </selectfont>
              <alias binding="strong"><family>sans-serif</family><prefer>{prefer}</prefer></alias>
              <alias binding="strong"><family>serif</family><prefer><family>Noto Serif</family>{prefer}</prefer></alias>
              <alias binding="strong"><family>monospace</family><prefer><family>Noto Sans Mono</family><family>DejaVu Sans Mono</family>{prefer}</prefer></alias>
              <alias binding="strong"><family>emoji</family><prefer><family>Noto Color Emoji</family></prefer></alias>
              <match target="font">
                <edit name="hinting" mode="assign"><bool>false</bool></edit>
                <edit name="antialias" mode="assign"><bool>true</bool></edit>
              </match>
              <!-- A family without italics leans all the same, as in a browser; emoji stand. -->
              <match target="font">
                <test name="color" compare="not_eq"><bool>true</bool></test>
                <test name="slant"><const>roman</const></test>
                <test target="pattern" name="slant" compare="not_eq"><const>roman</const></test>
                <edit name="matrix" mode="assign"><times><name>matrix</name><matrix><double>1</double><double>0.2</double><double>0</double><double>1</double></matrix></times></edit>
              </match>
              <!-- And one without bold letters has them thickened. -->
              <match target="font">
                <test name="color" compare="not_eq"><bool>true</bool></test>
                <test name="weight" compare="less_eq"><const>medium</const></test>
                <test target="pattern" name="weight" compare="more_eq"><const>bold</const></test>
                <edit name="embolden" mode="assign"><bool>true</bool></edit>
              </match>
            </fontconfig>

            """;
    }
}
