using OpenGen.Server.Modules.Agents.Contracts;

namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>What kind of text is wanted.</summary>
internal enum TextKind
{
    Script,
    Hook,
    Title,
    CallToAction,
    Caption,
    Hashtags,
    List,
    Ideas,
    Question,
    Quote,
    Tagline,
    Name,
    ImagePrompt,
    VideoPrompt,
}

/// <summary>How it should sound.</summary>
internal enum Tone
{
    Neutral,
    Friendly,
    Bold,
    Expert,
    Playful,
    Luxury,
    Calm,
}

/// <summary>The way a script is built.</summary>
internal enum Frame
{
    ProblemAgitateSolve,
    AttentionInterestDesireAction,
    BeforeAfterBridge,
    Listicle,
    MythAndFact,
    HowTo,
    Story,
    Contrarian,
}

/// <summary>What a brand wants people to do.</summary>
internal enum Goal
{
    Follow,
    Subscribe,
    Sell,
    Book,
    Download,
    SignUp,
    Visit,
    Donate,
    Contact,
}

/// <summary>A prompt, understood.</summary>
/// <param name="Kind">What is wanted.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Audience">For whom, in lower case; null when not said.</param>
/// <param name="Tone">The prompt's, else the brand's.</param>
/// <param name="Count">How many items, or of a hook, title …, how many versions; null when not said.</param>
/// <param name="TargetWords">Words to come close to; null when not said.</param>
/// <param name="MaxWords">Words never to exceed; null when not said.</param>
/// <param name="Sentences">Exactly so many sentences; null when not said.</param>
/// <param name="Frame">Only when the prompt asks for one.</param>
/// <param name="Language">Two letters.</param>
/// <param name="Sells">It is an advertisement or presents something of the brand's own.</param>
/// <param name="WantsHashtags">A caption ends with hashtags unless the prompt says no.</param>
/// <param name="WantsCallToAction">A script ends with a call to action unless the prompt says no.</param>
internal sealed record Ask(
    TextKind Kind,
    Subject Subject,
    string? Audience,
    Tone Tone,
    string Language,
    int? Count,
    int? TargetWords,
    int? MaxWords,
    int? Sentences,
    Frame? Frame,
    bool Sells,
    bool WantsHashtags,
    bool WantsCallToAction);
