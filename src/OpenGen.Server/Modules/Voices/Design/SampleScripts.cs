namespace OpenGen.Server.Modules.Voices.Design;

/// <summary>Short texts to hear a voice by, of 100 characters or more, with a question, a number and a pause in each.</summary>
internal static class SampleScripts
{
    private static readonly Dictionary<string, (string Name, string Text)> Known = new(StringComparer.Ordinal)
    {
        ["en"] = ("English",
            "Three years ago I knew nothing about this. Can you believe that? Today I make it "
            + "every single morning, and it takes me less than five minutes."),
        ["de"] = ("German",
            "Vor drei Jahren wusste ich nichts davon. Kannst du das glauben? Heute mache ich "
            + "es jeden Morgen, und es dauert keine fünf Minuten."),
        ["es"] = ("Spanish",
            "Hace tres años no sabía nada de esto. ¿Te lo puedes creer? Hoy lo hago todas las mañanas, y no me lleva ni cinco minutos."),
        ["fr"] = ("French",
            "Il y a trois ans, je n'y connaissais rien. Vous y croyez ? Aujourd'hui, je le "
            + "fais chaque matin, et cela prend moins de cinq minutes."),
        ["it"] = ("Italian",
            "Tre anni fa non ne sapevo niente. Ci puoi credere? Oggi lo faccio ogni mattina, e mi bastano meno di cinque minuti, davvero."),
        ["pt"] = ("Portuguese",
            "Há três anos eu não sabia nada sobre isso. Dá para acreditar? Hoje faço isso todas as manhãs, e leva menos de cinco minutos."),
        ["nl"] = ("Dutch",
            "Drie jaar geleden wist ik hier niets van. Kun je dat geloven? Nu doe ik het "
            + "elke ochtend, en het kost me nog geen vijf minuten."),
        ["pl"] = ("Polish",
            "Trzy lata temu nic o tym nie wiedziałem. Uwierzysz? Dzisiaj robię to każdego ranka i zajmuje mi to mniej niż pięć minut."),
        ["sv"] = ("Swedish",
            "För tre år sedan visste jag ingenting om det här. Kan du tro det? I dag gör jag "
            + "det varje morgon, och det tar mindre än fem minuter."),
        ["tr"] = ("Turkish",
            "Üç yıl önce bu konuda hiçbir şey bilmiyordum. İnanabiliyor musun? Bugün bunu "
            + "her sabah yapıyorum ve beş dakikadan az sürüyor."),
        ["ru"] = ("Russian",
            "Три года назад я ничего об этом не знала. Можете поверить? Сегодня я делаю "
            + "это каждое утро, и это занимает меньше пяти минут."),
        ["hi"] = ("Hindi",
            "तीन साल पहले मुझे इसके बारे में कुछ भी पता नहीं था। क्या आप यकीन करेंगे? आज मैं यह "
            + "हर सुबह करता हूँ, और इसमें पाँच मिनट से भी कम लगते हैं।"),
        ["ar"] = ("Arabic",
            "قبل ثلاث سنوات لم أكن أعرف شيئًا عن هذا الأمر. هل تصدق ذلك؟ اليوم أفعل هذا كل صباح، ولا يستغرق مني أكثر من خمس دقائق فقط."),
        ["ja"] = ("Japanese",
            "さんねんまえ、わたしはこのことについて、なにもしりませんでした。しんじられますか？いまでは、まいあさかならずつくっています。かかるじかんは、たったのごふんです。だれにでもできますから、きょうからいっしょにはじめてみませんか。きっとすきになりますよ。"),
        ["zh"] = ("Chinese",
            "三年前，我对这件事一无所知。你相信吗？今天，我每天早上都会做一次，而且只需要不到五分钟的时间。其实方法非常简单，任何人都可以学会。你只需要准备三样东西，然后跟着我一步一步来。准备好了吗？让我们现在就开始，我保证你一定会喜欢上它的。"),
    };

    /// <summary>The languages there are texts in.</summary>
    public static IEnumerable<string> Languages => Known.Keys;

    /// <summary>The text of a language, or null.</summary>
    public static string? In(string? language) => language is null ? Known["en"].Text : Known.GetValueOrDefault(Primary(language)).Text;

    /// <summary>The language's English name; of one that is not known here, its tag.</summary>
    public static string NameOf(string language) => Known.GetValueOrDefault(Primary(language)).Name ?? language;

    private static string Primary(string language) => language.Trim().ToLowerInvariant().Split('-', '_')[0];
}
