using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>
/// What the writer can say in a language other than English; <c>{0}</c> is the topic where no case or gender shows, <c>{1}</c> the
/// brand.
/// </summary>
internal sealed record ForeignPhrases(
    string[] Hooks, string[] Titles, string[] Pains, string[] Turns, string[] Tips, string[] Truths, string[] Gains, string[] Closers,
    string[] Calls, string[] BrandCalls, string[] Questions, string[] Tags);

/// <summary>Writes in German, Spanish and French: fewer phrases than in English, and none of the domains.</summary>
internal static class ForeignWriter
{
    private static readonly ForeignPhrases German = new(
        ["{0}: Das sagt dir kaum jemand.", "Beim Thema {0} machen fast alle denselben Fehler.", "{0} ist einfacher, als du denkst.",
            "Was wäre, wenn {0} ganz leicht wäre?", "Hör kurz zu, wenn dich {0} beschäftigt.", "{0}, aber ohne Stress."],
        ["{0}: Worauf es wirklich ankommt", "{0} ganz einfach erklärt", "Der ehrliche Einstieg: {0}", "{0} ohne Umwege",
            "Das Wichtigste über {0}"],
        ["Alle haben eine Meinung dazu, und niemand sagt dir, wo du anfangen sollst.",
            "Du hast es schon versucht, und es hat sich nie ganz richtig angefühlt.",
            "Je mehr du darüber liest, desto unsicherer wirst du."],
        ["Es geht auch anders.", "Jetzt die gute Nachricht.", "Und so wird es leichter."],
        ["Fang kleiner an, als du willst. Was existiert, kannst du verbessern.",
            "Ändere immer nur eine Sache. Sonst weißt du nie, was geholfen hat.",
            "Frag jemanden, der es schon getan hat. Eine ehrliche Antwort spart dir Umwege.",
            "Schreib auf, was funktioniert hat. Dein Gedächtnis ist freundlicher als die Wahrheit.",
            "Lass weg, was du nicht brauchst. Was bleibt, ist das Wesentliche.", "Schlaf eine Nacht darüber. Am Morgen siehst du klarer.",
            "Such dir drei gute Beispiele. Was sie gemeinsam haben, ist dein Anfang."],
        ["Die Grundlagen, gut gemacht, schlagen jeden Trick.", "Der Unterschied liegt selten im Geld. Er liegt in der Aufmerksamkeit.",
            "Wer dranbleibt, braucht kein Talent."],
        ["Weniger Grübeln, mehr Leichtigkeit.", "Du weißt, was du willst, und kennst den nächsten Schritt.",
            "Eines Tages gehört es einfach dazu."],
        ["Probier es heute aus.", "Kleine Änderung, großer Unterschied.", "Du musst nicht alles tun. Du musst nur anfangen."],
        ["Folge uns für mehr zum Thema {0}.", "Speichere dir das für später.", "Schick das jemandem, der es heute braucht."],
        ["Folge {1} für mehr zum Thema {0}.", "Mehr davon gibt es bei {1}.", "Entdecke {1} und leg los."],
        ["Was hättest du beim Thema {0} gern früher gewusst?", "Was fällt dir bei {0} am schwersten?",
            "Welchen Rat würdest du anderen beim Thema {0} geben?"],
        ["#gutzuwissen", "#tipps", "#inspiration", "#alltag"]);

    private static readonly ForeignPhrases Spanish = new(
        ["{0}: lo que casi nadie te cuenta.", "Hablemos de {0} sin rodeos.", "Casi todos cometemos el mismo error con {0}.",
            "¿Y si {0} fuera más fácil de lo que crees?", "Quédate un momento si te interesa {0}.", "{0}, pero sin estrés."],
        ["{0}: lo que de verdad importa", "{0}, explicado fácil", "Lo esencial sobre {0}", "{0} sin complicaciones"],
        ["Todo el mundo opina, y nadie te dice por dónde empezar.", "Ya lo has intentado, y nunca terminó de funcionar.",
            "Cuanto más lees, más dudas tienes."],
        ["Puede ser distinto.", "Ahora viene lo bueno.", "Y así se vuelve más fácil."],
        ["Empieza más pequeño de lo que quieres. Lo que ya existe se puede mejorar.",
            "Cambia una sola cosa cada vez. Si no, nunca sabrás qué ayudó.",
            "Pregunta a alguien que ya lo hizo. Una respuesta honesta te ahorra tiempo.",
            "Apunta lo que funciona. La memoria es demasiado amable.", "Quita lo que no necesitas. Lo que queda es lo importante.",
            "Déjalo reposar una noche. Por la mañana se ve más claro.",
            "Busca tres buenos ejemplos. Lo que comparten es tu punto de partida."],
        ["Lo básico bien hecho gana a cualquier truco.", "La diferencia no suele ser el dinero. Es la atención.",
            "La constancia vale más que el talento."],
        ["Menos dudas y más calma.", "Sabes lo que quieres y cuál es el siguiente paso.", "Un día, simplemente, forma parte de ti."],
        ["Pruébalo hoy.", "Un cambio pequeño, una gran diferencia.", "No tienes que hacerlo todo. Solo tienes que empezar."],
        ["Síguenos para saber más sobre {0}.", "Guárdalo para después.", "Compártelo con alguien que lo necesite hoy."],
        ["Sigue a {1} para saber más sobre {0}.", "Encuentra más en {1}.", "Descubre {1} y empieza hoy."],
        ["¿Qué te habría gustado saber antes sobre {0}?", "¿Qué es lo que más te cuesta de {0}?", "¿Qué consejo darías sobre {0}?"],
        ["#consejos", "#inspiracion", "#aprende", "#vidadiaria"]);

    private static readonly ForeignPhrases French = new(
        ["{0} : ce que presque personne ne vous dit.", "Avec {0}, on fait presque tous la même erreur.",
            "Et si {0}, c'était plus simple qu'on le croit ?", "Restez un instant si le sujet vous parle : {0}.", "{0}, mais sans stress."],
        ["{0} : ce qui compte vraiment", "{0}, en toute simplicité", "L'essentiel sur {0}", "{0} sans détour"],
        ["Tout le monde a un avis, et personne ne dit par où commencer.", "Vous avez déjà essayé, et ça n'a jamais vraiment marché.",
            "Plus vous lisez, plus vous doutez."],
        ["Il y a une autre façon de faire.", "Voici la bonne nouvelle.", "Et c'est là que tout devient plus simple."],
        ["Commencez plus petit que prévu. Ce qui existe peut s'améliorer.",
            "Changez une seule chose à la fois. Sinon, impossible de savoir ce qui a aidé.",
            "Demandez à quelqu'un qui l'a déjà fait. Une réponse honnête évite bien des détours.",
            "Notez ce qui marche. La mémoire est trop indulgente.", "Retirez ce qui est inutile. Ce qui reste est l'essentiel.",
            "Laissez passer une nuit. Le matin, tout est plus clair.", "Cherchez trois bons exemples. Leur point commun est votre départ."],
        ["Les bases bien faites battent toutes les astuces.", "La différence vient rarement de l'argent. Elle vient de l'attention.",
            "La régularité vaut mieux que le talent."],
        ["Moins de doutes, plus de légèreté.", "Vous savez ce que vous voulez, et quelle est la prochaine étape.",
            "Un jour, cela devient tout naturel."],
        ["Essayez dès aujourd'hui.", "Un petit changement, une grande différence.", "Pas besoin de tout faire. Il suffit de commencer."],
        ["Abonnez-vous pour en savoir plus sur {0}.", "Gardez cette vidéo pour plus tard.", "Partagez-la avec quelqu'un qui en a besoin."],
        ["Suivez {1} pour en savoir plus sur {0}.", "Retrouvez la suite chez {1}.", "Découvrez {1} et lancez-vous."],
        ["Qu'auriez-vous aimé savoir plus tôt sur {0} ?", "Qu'est-ce qui vous semble le plus difficile : {0}, ou le premier pas ?",
            "Quel conseil donneriez-vous sur {0} ?"],
        ["#conseils", "#inspiration", "#astuces", "#quotidien"]);

    /// <summary>The text, or null if the language or the kind is not one of these.</summary>
    public static string? Write(Draft draft)
    {
        ForeignPhrases? phrases = draft.Ask.Language switch { "de" => German, "es" => Spanish, "fr" => French, _ => null };
        if (phrases is null) return null;
        var max = draft.Ask.MaxWords ?? draft.Ask.TargetWords;
        return draft.Ask.Kind switch
        {
            TextKind.Hook => ShortForms.Versions(draft, () => One(draft, phrases.Hooks, max)),
            TextKind.Title => ShortForms.Versions(draft, () => One(draft, phrases.Titles, max)),
            TextKind.Tagline => One(draft, phrases.Closers, max),
            TextKind.CallToAction => ShortForms.Versions(draft, () => Call(draft, phrases)),
            TextKind.Question => ShortForms.Versions(draft, () => One(draft, phrases.Questions, max)),
            TextKind.Quote => ShortForms.Versions(draft, () => One(draft, phrases.Truths, max)),
            TextKind.List or TextKind.Ideas =>
                string.Join(
                    '\n',
                    draft.Dice.Order(phrases.Tips).Take(draft.Ask.Count ?? 5).Select((tip, i) => string.Create(null, $"{i + 1}. {tip}"))),
            TextKind.Caption =>
                $"{Script(draft, phrases, max ?? 32)}\n\n#{string.Concat(draft.Ask.Subject.Core.Split(' ').Take(3).Select(English.Capitalised))} {string.Join(' ', phrases.Tags)}",
            TextKind.Script => Script(draft, phrases, max ?? 46),
            _ => null,
        };
    }

    private static string Script(Draft draft, ForeignPhrases phrases, int target)
    {
        (int Place, int Rank, string Text)[] parts =
        [
            (0, 0, One(draft, phrases.Hooks, 14)), (1, 2, One(draft, phrases.Pains, 99)), (2, 4, One(draft, phrases.Turns, 99)),
            .. draft.Dice.Order(phrases.Tips).Select((tip, i) => (3 + i, i == 0 ? 3 : 6 + (2 * i), tip)),
            (20, 5, One(draft, phrases.Truths, 99)), (21, 7, One(draft, phrases.Gains, 99)), (22, 6, One(draft, phrases.Closers, 99)),
            (23, 1, Call(draft, phrases)),
        ];
        var taken = new List<(int Place, string Text)>();
        var words = 0;
        foreach (var (place, _, text) in parts.OrderBy(part => part.Rank))
        {
            if (words + English.CountWords(text) > Math.Max(target + 3, target * 1.08) && taken.Count > 0) continue;
            taken.Add((place, text));
            words += English.CountWords(text);
        }

        return string.Join(' ', taken.OrderBy(part => part.Place).Select(part => part.Text));
    }

    private static string Call(Draft draft, ForeignPhrases phrases) =>
        One(draft, draft.Brand is null ? phrases.Calls : phrases.BrandCalls, 99);

    private static string One(Draft draft, string[] options, int? max)
    {
        var filled = options.Select(
            option =>
                English.Capitalised(
                    string.Format(null, option, draft.Ask.Subject.Own ? draft.Ask.Subject.Core : draft.Ask.Subject.Text, draft.Brand)))
                    .ToList();
        var fitting = filled.Where(text => English.CountWords(text) <= (max ?? 99)).ToList();
        return fitting.Count > 0 ? draft.Dice.Pick(draft.Dice.Order(fitting)) : filled.MinBy(English.CountWords)!;
    }
}
