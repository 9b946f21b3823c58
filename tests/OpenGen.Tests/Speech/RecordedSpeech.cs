using OpenGen.Speech.Script;
using OpenGen.Speech.Timing;

namespace OpenGen.Tests.Speech;

/// <summary>
/// What espeak-ng 1.51 reported of a text, as it came: "position,length,milliseconds" of each word event, and
/// "start,end" of each stretch that is heard.
/// </summary>
internal sealed record RecordedSpeech(string Script, int DurationMs, string Voiced, string Events)
{
    public static readonly RecordedSpeech Prices = new(
        "It costs $3.50 or 1,250 yen, you see.",
        5393,
        "0,2205 2325,3215 3290,4745 4910,5380",
        "0,2,0 3,5,171 9,1,624 10,4,920 11,4,1165 11,4,1493 11,4,1831 15,2,2321 18,2,2449 19,2,2717 20,3,3232 21,3,3907 24,3,4320 "
            + "29,3,4899 33,3,5027");

    public static readonly RecordedSpeech EmailAndEmoji = new(
        "Send an e-mail now… okay 😀 fine - good.",
        3266,
        "10,1235 1480,2845 2960,3255",
        "0,4,0 5,2,340 8,1,404 15,3,830 20,4,1479 25,1,1799 26,1,2159 27,4,2471 32,1,2956 19,0,3253");

    public static readonly RecordedSpeech JoinedWords = new(
        "out of the blue, a lot of the time I am going to be at home.",
        3208,
        "0,755 930,3200",
        "0,3,0 7,3,272 11,4,381 17,1,929 19,3,1001 23,2,1268 30,4,1497 35,1,1744 40,5,2013 46,2,2305 52,2,2550 55,4,2740");

    public static readonly RecordedSpeech German = new(
        "Das kostet 1.250 Euro, oder 3,50 € im Café.",
        5667,
        "10,1315 1390,3110 3270,5655",
        "0,3,0 4,6,163 11,2,578 12,2,835 13,3,1335 14,3,2106 17,4,2682 23,4,3267 28,4,3499 29,4,3822 29,4,4094 29,4,4408 33,1,4654 "
            + "35,2,5039 38,4,5171");

    public static readonly RecordedSpeech Spanish = new(
        "¿Cuánto cuesta? Son 1.250 pesos de la tienda.",
        4229,
        "50,915 1270,4235",
        "1,6,0 8,6,421 16,3,1257 20,2,1500 22,3,1766 23,3,2446 26,5,3091 32,2,3502 35,2,3641 38,6,3756");

    public static readonly RecordedSpeech Japanese = new(
        "こんにちは、 せかい。きょうは いい てんき です",
        3306,
        "40,795 970,1470 1880,3295",
        "0,5,0 7,3,956 11,4,1837 16,2,2305 19,3,2459 23,2,2907 10,0,3293");

    public static readonly RecordedSpeech Chinese = new(
        "你好，世界。今天天气很好",
        4793,
        "5,865 1050,1675 2045,4790",
        "0,1,0 1,1,356 3,1,1035 4,1,1318 6,1,2008 7,1,2415 8,1,2904 9,1,3392 10,1,3818 11,1,4272");

    public static readonly RecordedSpeech Thai = new(
        "สวัสดีชาวโลก วันนี้อากาศดี",
        2773,
        "10,2775",
        "0,12,0 13,5,1332 19,7,1870");

    public static IEnumerable<RecordedSpeech> All =>
        [Prices, EmailAndEmoji, JoinedWords, German, Spanish, Japanese, Chinese, Thai];

    public IReadOnlyList<ScriptWord> Words => ScriptWords.Split(Script);

    public VoicedSound Sound => new(DurationMs, Numbers(Voiced).Select(n => new TimeSpanMs(n[0], n[1])));

    public IReadOnlyList<TimeSpanMs> Merge() => WordTimeline.Merge(
        SpokenText.Verbatim(Words), Numbers(Events).Select(n => new WordEvent(n[0], n[1], n[2])).ToList(), Sound);

    private static IEnumerable<int[]> Numbers(string text) =>
        text.Split(' ').Select(item => item.Split(',').Select(int.Parse).ToArray());
}
