using OpenGen.Making.Content;

namespace OpenGen.Server.Modules.Generations.Local.Writing.Content;

/// <summary>
/// English phrases that go with any topic; their places are those of <see cref="Subject.Fill"/>. A list that is called
/// <c>short</c> is for when nothing longer fits, and <c>shortest</c> is what there always is. Questions and the shortest have only
/// places that any topic fills.
/// </summary>
internal sealed class Phrases
{
    private readonly IReadOnlyDictionary<Goal, IReadOnlyList<string>> _callsByGoal;
    private readonly IReadOnlyDictionary<Tone, IReadOnlyList<string>> _callsByTone;

    private Phrases(ContentNode file)
    {
        UsualTopic = file.Text("topic_when_none_is_named", ContentRules.Plain);
        var questions = file.Part("questions");
        (LastQuestion, LastQuote) = (Shortest(questions), Shortest(file.Part("quotes")));
        Questions = questions.Texts("any", ContentRules.Places(Subject.SurePlaces));

        var hooks = file.Part("hooks");
        (Hooks, QuestionHooks, AudienceHooks) = (Filled(hooks, "any"), Filled(hooks, "questions"), Filled(hooks, "for_an_audience"));
        (OwnHooks, SellingHooks, WonderHooks) = (Filled(hooks, "own"), Filled(hooks, "selling"), Filled(hooks, "wonder"));
        (ListHooks, MythHooks, Contrarian) = (Filled(hooks, "of_lists"), Filled(hooks, "of_myths"), Filled(hooks, "contrarian"));
        HooksByTone = hooks.Each("by_tone", (tones, tone) => Filled(tones, tone, optional: true), Enum.GetValues<Tone>());
        (ShortHooks, LastHook) = (Filled(hooks, "short"), Shortest(hooks));

        var scripts = file.Part("scripts");
        (Bridges, AudienceLines, BrandLines) = (Filled(scripts, "bridges"), Filled(scripts, "audience"), Filled(scripts, "brand"));
        Asides = scripts.Each("asides_by_tone", (tones, tone) => Filled(tones, tone), Enum.GetValues<Tone>());
        (Agitations, Turns, Afters) = (Filled(scripts, "agitations"), Filled(scripts, "turns"), Filled(scripts, "afters"));
        (Bridging, Thoughts, Closers) = (Filled(scripts, "ways"), Filled(scripts, "thoughts"), Filled(scripts, "closers"));
        (MythLeads, Ordinals) = (scripts.Texts("myth_leads", ContentRules.Plain), scripts.Words("ordinals"));

        var calls = file.Part("calls_to_action");
        _callsByGoal = calls.Each("by_goal", (goals, goal) => Filled(goals, goal), Enum.GetValues<Goal>());
        _callsByTone = calls.Each("by_tone", (tones, tone) => Filled(tones, tone), Enum.GetValues<Tone>());
        (ShortCalls, ShortBrandCalls) = (Filled(calls, "short"), Filled(calls, "short_with_brand"));
        LastCall = calls.Text("shortest", ContentRules.Plain);

        var titles = file.Part("titles");
        (Titles, OwnTitles, ShortTitles) = (Filled(titles, "any"), Filled(titles, "own"), Filled(titles, "short"));
        ListTitles = titles.Texts("of_lists", ContentRules.Places([.. Subject.Places, "count"], needed: "count"));

        var taglines = file.Part("taglines");
        TaglinesOfOne = Filled(taglines, "of_one");
        (TaglinesOfAll, LastTagline) = (Filled(taglines, "of_all"), Shortest(taglines));

        var ideas = file.Part("ideas");
        (MythIdea, TipIdea, SceneIdea) = (Idea("from_a_myth"), Idea("from_a_tip"), Idea("from_a_scene"));
        (TruthIdea, QuestionIdea) = (Idea("from_a_truth"), Idea("from_a_question"));

        var names = file.Part("names");
        Names = names.Texts("any", ContentRules.Places(["word"], needed: "word"));
        KindsOfBusiness = names.Words("kinds_of_business").ToHashSet();
        file.Finish();

        string Idea(string field) => ideas.Text(field, ContentRules.Places(["text"], needed: "text"));
    }

    /// <summary>What a text is about when nothing says it.</summary>
    public string UsualTopic { get; }

    public IReadOnlyList<string> Hooks { get; }

    public IReadOnlyList<string> QuestionHooks { get; }

    public IReadOnlyList<string> AudienceHooks { get; }

    /// <summary>Hooks for what is the brand's own.</summary>
    public IReadOnlyList<string> OwnHooks { get; }

    public IReadOnlyList<string> SellingHooks { get; }

    /// <summary>Hooks for what one wonders at rather than does.</summary>
    public IReadOnlyList<string> WonderHooks { get; }

    public IReadOnlyList<string> ListHooks { get; }

    public IReadOnlyList<string> MythHooks { get; }

    public IReadOnlyList<string> Contrarian { get; }

    /// <summary>None for a tone that has none of its own.</summary>
    public IReadOnlyDictionary<Tone, IReadOnlyList<string>> HooksByTone { get; }

    public IReadOnlyList<string> ShortHooks { get; }

    public string LastHook { get; }

    /// <summary>The second sentence of a script, where the hook has not named the subject.</summary>
    public IReadOnlyList<string> Bridges { get; }

    public IReadOnlyDictionary<Tone, IReadOnlyList<string>> Asides { get; }

    public IReadOnlyList<string> Agitations { get; }

    public IReadOnlyList<string> Turns { get; }

    public IReadOnlyList<string> Afters { get; }

    /// <summary>From before to after.</summary>
    public IReadOnlyList<string> Bridging { get; }

    /// <summary>What introduces a myth; the claim follows the colon.</summary>
    public IReadOnlyList<string> MythLeads { get; }

    public IReadOnlyList<string> Thoughts { get; }

    public IReadOnlyList<string> Closers { get; }

    public IReadOnlyList<string> BrandLines { get; }

    public IReadOnlyList<string> AudienceLines { get; }

    /// <summary>"First", "Second": how tips are counted.</summary>
    public IReadOnlyList<string> Ordinals { get; }

    public IReadOnlyList<string> ShortCalls { get; }

    public IReadOnlyList<string> ShortBrandCalls { get; }

    public string LastCall { get; }

    public IReadOnlyList<string> Titles { get; }

    public IReadOnlyList<string> OwnTitles { get; }

    /// <summary>Titles with the number of items at <c>{count}</c>, in digits.</summary>
    public IReadOnlyList<string> ListTitles { get; }

    public IReadOnlyList<string> ShortTitles { get; }

    public IReadOnlyList<string> Questions { get; }

    public string LastQuestion { get; }

    public string LastQuote { get; }

    /// <summary>Taglines that go with one thing ("a café") too.</summary>
    public IReadOnlyList<string> TaglinesOfOne { get; }

    public IReadOnlyList<string> TaglinesOfAll { get; }

    public string LastTagline { get; }

    public string MythIdea { get; }

    public string TipIdea { get; }

    public string SceneIdea { get; }

    public string TruthIdea { get; }

    public string QuestionIdea { get; }

    /// <summary>Names with a word of the topic at <c>{word}</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Words that say of what kind something is, and make no name for it.</summary>
    public IReadOnlySet<string> KindsOfBusiness { get; }

    public static Phrases Read(ContentNode file) => new(file);

    /// <summary>Closing sentences by what the brand wants.</summary>
    public IReadOnlyList<string> CallsToAction(Goal goal, Tone tone) =>
        [.. _callsByGoal[goal], .. goal is Goal.Follow or Goal.Subscribe ? _callsByTone[tone] : []];

    private static IReadOnlyList<string> Filled(ContentNode of, string field, bool optional = false) =>
        of.Texts(field, ContentRules.Places(Subject.Places), optional: optional);

    private static string Shortest(ContentNode of) => of.Text("shortest", ContentRules.Places(Subject.SurePlaces));
}
