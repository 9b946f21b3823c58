using System.Globalization;
using System.Text;
using System.Xml;

namespace OpenGen.Server.Modules.Engines;

/// <summary>How much may be unpacked of one file, over all its parts.</summary>
internal sealed class PartBudget(CancellationToken cancellationToken)
{
    private const long LargestUnpacked = 32 * 1024 * 1024;

    /// <summary>
    /// Bytes between one tag's beginning and the next's: the longest text there may be, in the longest spelling there is.
    /// </summary>
    private const int LongestRun = 512 * 1024;

    private long _unpacked;

    /// <summary>Counts what was unpacked.</summary>
    /// <param name="run">How many bytes of it go without a tag, over the calls for one part.</param>
    public void Spend(ReadOnlySpan<byte> bytes, ref int run)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if ((_unpacked += bytes.Length) > LargestUnpacked) throw new SpreadsheetFault("unpacks to too much (at most 32 MB)");
        var tag = bytes.LastIndexOf((byte)'<');
        run = tag < 0 ? run + bytes.Length : bytes.Length - tag;
        if (run > LongestRun) throw new SpreadsheetFault("holds a text that is too long");
    }
}

/// <summary>
/// A part of an XLSX file, element by element. What makes a reader of XML hold much at once is refused: a DTD, deep nesting, many
/// attributes or names, long runs without a tag.
/// </summary>
internal sealed class XmlPart : IDisposable
{
    private const int Deepest = 32;
    private const int MostAttributes = 64;
    private const int MostNames = 500;
    private readonly XmlReader _xml;
    private readonly HashSet<string> _names = [];
    private int _phonetic = int.MaxValue;

    /// <summary>Reads a part from its beginning, and closes it.</summary>
    public XmlPart(Stream content, PartBudget budget) => _xml = XmlReader.Create(new Counted(content, budget), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    });

    /// <summary>Whether the element has nothing in it.</summary>
    public bool IsEmpty => _xml.IsEmptyElement;

    /// <summary>Whether the element is within the reading aid of a Japanese text, which is no part of it.</summary>
    public bool IsPhonetic => _xml.Depth > _phonetic;

    /// <summary>An attribute by its name without prefix.</summary>
    public string? this[string name]
    {
        get
        {
            string? value = null;
            for (var more = _xml.MoveToFirstAttribute(); more && value is null; more = _xml.MoveToNextAttribute())
                if (_xml.LocalName == name) value = _xml.Value;
            _xml.MoveToElement();
            return value;
        }
    }

    /// <summary>A whole number in an attribute; −1 when it is none, as large as possible when it is larger.</summary>
    public int Number(string name) =>
        long.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (int)Math.Min(number, int.MaxValue)
            : -1;

    /// <summary>Whether the reader stands at an element of this name, whatever its namespace: programs write two of them.</summary>
    public bool Is(string name) => _xml.LocalName == name;

    /// <summary>Goes on to the next element; false at the end.</summary>
    public bool ToElement()
    {
        while (Next())
            if (_xml.NodeType == XmlNodeType.Element) return true;
        return false;
    }

    /// <summary>The names of the elements within the one the reader stands at, at each of which it then stands.</summary>
    public IEnumerable<string> Within(string name)
    {
        var depth = _xml.Depth;
        while (!(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth && Is(name)) && Next())
            if (_xml.NodeType == XmlNodeType.Element) yield return _xml.LocalName;
    }

    /// <summary>
    /// The text of the element the reader stands at; what comes after as many characters as are asked for, and one, is dropped.
    /// </summary>
    public string Text(int most)
    {
        if (_xml.IsEmptyElement) return "";
        var text = new StringBuilder();
        var buffer = new char[4096];
        while (Next()
            && _xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            while (_xml.ReadValueChunk(buffer, 0, buffer.Length) is var read and > 0)
                if (text.Length <= most) text.Append(buffer, 0, Math.Min(read, Math.Max(0, most + 1 - text.Length)));
        return text.ToString();
    }

    public void Dispose() => _xml.Dispose();

    private bool Next()
    {
        if (!_xml.Read()) return false;
        if (_xml.NodeType == XmlNodeType.Element)
        {
            _names.Add(_xml.LocalName);
            if (_xml.Depth > Deepest || _xml.AttributeCount > MostAttributes || _names.Count > MostNames)
                throw new SpreadsheetFault("is not an XLSX file, or a damaged one");
            if (_xml.LocalName == "rPh" && !_xml.IsEmptyElement) _phonetic = _xml.Depth;
        }
        else if (_xml.NodeType == XmlNodeType.EndElement && _xml.LocalName == "rPh") _phonetic = int.MaxValue;
        return true;
    }

    /// <summary>A stream that counts what is read of it.</summary>
    private sealed class Counted(Stream content, PartBudget budget) : Stream
    {
        private int _run;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = content.Read(buffer, offset, count);
            budget.Spend(buffer.AsSpan(offset, read), ref _run);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) content.Dispose();
            base.Dispose(disposing);
        }
    }
}
