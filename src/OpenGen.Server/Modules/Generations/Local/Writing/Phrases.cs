namespace OpenGen.Server.Modules.Generations.Local.Writing;

/// <summary>Phrases that go with any topic. Places are described at <see cref="Subject.Fill"/>.</summary>
internal static class Phrases
{
    public static readonly IReadOnlyList<string> Hooks =
    [
        "Most people get one thing wrong about {g}.",
        "Nobody tells you this about {g}.",
        "This changes how you see {noun}.",
        "Before you scroll past, one thought on {g}.",
        "Want to {vp}? Start with the part nobody shows you.",
        "You can {vp} without turning your life upside down.",
        "The hardest part of {g} isn't what you think.",
        "If {noun} {ghas} ever let you down, this is why.",
        "What if {t} {was} simpler than everyone says?",
        "There is a quieter, easier way to {vp}.",
        "You are closer to getting {noun} right than you think.",
        "Here is what {g} really come{gs} down to.",
        "{G}: this is the part that everyone skips.",
        "Nobody is born knowing how to {vp}.",
        "The best time to {vp} was a year ago. The second best is today.",
        "If you want to {vp}, begin here.",
        "The first thing you learned about {g} might be the thing in your way.",
    ];

    public static readonly IReadOnlyList<string> QuestionHooks =
    [
        "What would change if {t} finally felt easy?",
        "Have you ever wondered why {g} feel{gs} so hard?",
        "What does everybody who is good with {noun} have in common?",
        "Why does nobody talk about this side of {g}?",
        "Do you really want to {vp}, or just the idea of it?",
    ];

    public static readonly IReadOnlyList<string> AudienceHooks =
    [
        "This one is for {aud}: {t}, without the stress.",
        "{Aud} deserve a better answer on {g}.",
        "What {aud} should know about {g} before anything else.",
        "Nobody explains {g} to {aud}. Let's fix that.",
    ];

    public static readonly IReadOnlyList<string> OwnHooks =
    [
        "Meet {t}.",
        "Say hello to {t}.",
        "You asked for something better. Here {is} {t}.",
        "This is what we had in mind when we made {t}.",
        "Some things you notice from the very first moment. {T}, for example.",
        "{T}: made for the moment you needed it.",
    ];

    public static readonly IReadOnlyList<string> SellingHooks =
    [
        "Meet {t}, and see what you've been missing.",
        "You didn't know you were looking for {t}. Now you do.",
        "Some days are better with {t}. Most, actually.",
        "There {gis} {noun}, and then there is this.",
        "{T}, at last.",
        "You'll notice the difference. {T}, done right.",
    ];

    public static readonly IReadOnlyDictionary<Tone, IReadOnlyList<string>> HooksByTone = new Dictionary<Tone, IReadOnlyList<string>>
    {
        [Tone.Neutral] = [],
        [Tone.Friendly] =
        [
            "Can we talk about {t} for a second?",
            "If {g} {ghas} been on your mind, this is for you.",
            "Here's a little shortcut with {g}.",
            "{T}, one small step at a time.",
        ],
        [Tone.Bold] =
        [
            "Stop overcomplicating {g}.",
            "Forget everything you've heard about {g}.",
            "You don't need permission to {vp}.",
            "{G}: no excuses, no shortcuts, no nonsense.",
            "Everyone talks about {g}. Almost no one does this.",
        ],
        [Tone.Expert] =
        [
            "Here is what experienced people look at first in {g}.",
            "One principle explains almost everything about {g}.",
            "Look closely at {g}, and the same pattern appears every time.",
            "To {vp}, you need to understand one thing first.",
        ],
        [Tone.Playful] =
        [
            "Plot twist: {t} {is} easier than you think.",
            "{Noun} called. {Git} want{gs} a second chance.",
            "Okay, confession time: we need to talk about {g}.",
            "{G}, but make it easy.",
        ],
        [Tone.Luxury] =
        [
            "{G}, considered down to the last detail.",
            "The quiet art of {noun}.",
            "Not louder. Not more. Simply {t}, done beautifully.",
            "There is a slower, finer way to think about {g}.",
        ],
        [Tone.Calm] =
        [
            "Take a breath. Let's look at {g} slowly.",
            "{G} {gdoesnt} have to be loud.",
            "A quiet thought on {g}.",
        ],
    };

    /// <summary>The second sentence of a script, where the hook has not named the subject.</summary>
    public static readonly IReadOnlyList<string> Bridges =
    [
        "Let's talk about {t}.",
        "That's the thing about {g}.",
        "And nowhere is it truer than with {g}.",
        "This is about {t}, and it's simpler than it sounds.",
        "Here's what that has to do with {g}.",
    ];

    public static readonly IReadOnlyDictionary<Tone, IReadOnlyList<string>> Asides = new Dictionary<Tone, IReadOnlyList<string>>
    {
        [Tone.Neutral] = ["Here's what helps.", "It starts small.", "So where do you begin?"],
        [Tone.Friendly] = ["Don't worry, this is easier than it looks.", "Here's a small thing that helps.", "Give this a try."],
        [Tone.Bold] = ["So do this.", "Here's the move.", "No more waiting."],
        [Tone.Expert] = ["In practice, it looks like this.", "The reasoning is simple.", "Here is what follows from that."],
        [Tone.Playful] = ["Stay with me here.", "Here comes the fun part.", "Yes, it's really that simple."],
        [Tone.Luxury] = ["It begins with attention.", "The difference is in the detail.", "Take your time with this."],
        [Tone.Calm] = ["There is no hurry.", "One small step is enough.", "Let it be easy."],
    };

    public static readonly IReadOnlyList<string> Agitations =
    [
        "And the longer it goes on, the more normal it feels.",
        "It doesn't look like much. Day after day, it adds up.",
        "You tell yourself that it's just how things are. It isn't.",
        "So you try harder at the very thing that doesn't work.",
    ];

    public static readonly IReadOnlyList<string> Turns =
    [
        "Now the good news.",
        "Here's what changes it.",
        "It doesn't have to stay that way.",
        "So try it differently.",
    ];

    public static readonly IReadOnlyList<string> Afters =
    [
        "Now picture the other side.",
        "Imagine it differently.",
        "Then one thing changes.",
    ];

    public static readonly IReadOnlyList<string> Bridging =
    [
        "Here's how to get there.",
        "The way there is short.",
        "It takes less than you think.",
    ];

    public static readonly IReadOnlyList<string> ListHooks =
    [
        "{N} things about {g} that make a real difference.",
        "{N} small ways to {vp}.",
        "{N} things worth knowing about {g}.",
        "If you remember anything about {g}, remember these {n} things.",
    ];

    public static readonly IReadOnlyList<string> MythLeads =
    [
        "You've probably heard this one:",
        "People like to say this:",
        "It's an old story:",
    ];

    /// <summary>Hooks for what one wonders at rather than does.</summary>
    public static readonly IReadOnlyList<string> WonderHooks =
    [
        "This changes how you see {t}.",
        "You think you know {t}. Wait for this.",
        "Nobody tells you this about {g}.",
        "There is a side of {g} that hardly anyone talks about.",
        "{G}: the part they left out.",
        "The closer you look at {t}, the better it gets.",
        "What do you really know about {t}?",
        "Let's give {t} the attention {it} deserve{s}.",
        "Some things get more interesting the longer you look. {T}, for one.",
        "Here is what makes {t} so fascinating.",
    ];

    public static readonly IReadOnlyList<string> Thoughts =
    [
        "Think about that tonight.",
        "Once you've seen it, you can't unsee it.",
        "And that's only the beginning.",
        "Ordinary? Not anymore.",
    ];

    public static readonly IReadOnlyList<string> Closers =
    [
        "That's it. No secret, just a better habit.",
        "Try it once, and see for yourself.",
        "Small change, big difference.",
        "Start with one. Today is a good day for it.",
        "You don't have to do it all. You only have to begin.",
    ];

    public static readonly IReadOnlyList<string> Contrarian =
    [
        "Unpopular, but true: most advice on {g} makes it harder.",
        "Somebody has to say it: with {g}, less is more.",
        "Hot take: you've been told too much about {g}, and too little that helps.",
    ];

    public static readonly IReadOnlyList<string> MythHooks =
    [
        "Let's clear something up about {g}.",
        "You've been told something about {g} that isn't true.",
        "The most stubborn myth about {g} ends here.",
    ];

    public static readonly IReadOnlyList<string> BrandLines =
    [
        "That's the idea behind everything we do at {brand}.",
        "At {brand}, that's where we start.",
        "It's why {brand} exists.",
    ];

    public static readonly IReadOnlyList<string> AudienceLines =
    [
        "This is for {aud}.",
        "If you know {aud}, you know the feeling.",
    ];

    public static readonly IReadOnlyList<string> Titles =
    [
        "What Nobody Tells You About {g}",
        "How to {Vp} Without the Stress",
        "{G}: What Really Matters",
        "The One Thing That Changes {g}",
        "A Simpler Way to {Vp}",
        "{G}, Made Simple",
        "Why {g} Feel{gs} Hard (and What Helps)",
        "Start Here: {g} in Plain Words",
        "{G} Without the Guesswork",
        "The Honest Guide to {g}",
        "{G} for {aud}: Where to Begin",
        "Rethinking {g}",
    ];

    public static readonly IReadOnlyList<string> OwnTitles =
    [
        "Meet {t}",
        "{T}: Made for Everyday Moments",
        "The Story Behind {t}",
        "{T}, Up Close",
        "Say Hello to {t}",
    ];

    public static readonly IReadOnlyList<string> Questions =
    [
        "What is the one thing about {g} you wish you had known sooner?",
        "What is your biggest struggle with {g} right now?",
        "If you could change one thing about {g}, what would it be?",
        "What is the best advice on {g} you have ever been given?",
        "Are you just starting with {g}, or have you been at it for years?",
        "Who taught you the most about {g}?",
        "What does {t} mean to you?",
        "What first got you interested in {g}?",
    ];

    public static readonly IReadOnlyList<string> IdeaFrames =
    [
        "Myth or fact? “{0}” Show what is really true.",
        "Film one small tip: {0}",
        "Open on this moment: {0}",
        "Say it to the camera: {0}",
        "Ask your viewers: {0}",
    ];

    public static readonly IReadOnlyList<string> Names =
    [
        "{0} & Co.", "Little {0}", "The {0} Room", "North {0}", "{0} Lab", "Daily {0}", "Wild {0}", "The Good {0}", "{0} House",
        "Honest {0}", "{0} Club", "Studio {0}", "Golden {0}", "{0} Theory", "Bright {0}",
    ];

    /// <summary>Closing sentences by what the brand wants; first those without, then those with a brand's name.</summary>
    public static IReadOnlyList<string> CallsToAction(Goal goal, Tone tone) =>
    [
        .. goal switch
        {
            Goal.Subscribe => new[]
            {
                "Join the {brand} newsletter, and we'll send you the rest.", "Subscribe to {brand} for more on {g}.",
                "Want more on {g}? Subscribe, it's free to be curious.", "Subscribe, and don't miss the next one.",
            },
            Goal.Sell =>
            [
                "Find yours at {brand} today.", "Discover {g} at {brand}.", "Ready when you are: {brand}.", "Make it yours. Visit {brand}.",
                "Take a closer look. The link is below.", "See for yourself. Tap the link.",
            ],
            Goal.Book =>
            [
                "Book your spot with {brand} today.", "Let's talk about it. Book a time with {brand}.",
                "Your place at {brand} is waiting. Book it now.",
                "Book your spot today. The link is below.", "Ready? Book a time that suits you.",
            ],
            Goal.Download =>
                ["Get the {brand} app and try it today.", "Download {brand} and start with one small step.",
                    "Download it today, and start small.", "Try the app. The link is below."],
            Goal.SignUp =>
                ["Sign up with {brand} and see for yourself.", "Try {brand}, and start today.", "Sign up today. The link is below.",
                    "Give it a try. Sign up below."],
            Goal.Visit =>
                ["Come and see us at {brand}.", "Your next visit to {brand} starts here.", "Drop by and see for yourself.",
                    "Come by. We'll be here."],
            Goal.Donate =>
                ["Stand with {brand}. Every bit helps.", "Support {brand} and be part of it.", "Every bit helps. Be part of it."],
            Goal.Contact =>
                ["Send {brand} a message. We'd love to hear from you.", "Questions about {g}? Write to {brand}.",
                    "Send us a message and let's begin.", "Questions? Write to us."],
            _ =>
            [
                "Follow {brand} for more on {g}.", "For more on {g}, follow {brand}.", "Follow for more on {g}.",
                "Save this for the next time {noun} come{gs} up.", "Save this for the day you {vp}.",
                "If this helped, follow for more on {g}.", "Try it today, then come back for more on {g}.",
                "Curious? There's more on {g} where this came from.",
                "Share this with somebody who is into {noun}.",
                "Keep this in mind, and follow for more on {g}.",
            ],
        },
        .. goal is Goal.Follow or Goal.Subscribe ? ByTone(tone) : [],
    ];

    private static string[] ByTone(Tone tone) => tone switch
    {
        Tone.Friendly => ["Tell us in the comments how it goes for you.", "Send this to somebody who'd love it."],
        Tone.Bold =>
            ["Start today. Follow {brand} for the next step.", "Do it today, and tell us tomorrow.", "Your move. Follow for more on {g}."],
        Tone.Expert => ["Follow {brand} for clear answers on {g}.", "Save this as your reference on {g}."],
        Tone.Playful => ["Tag the friend who needs to hear this.", "Follow {brand}. We promise to keep it fun."],
        Tone.Luxury => ["Discover more with {brand}.", "{brand}. For those who notice.", "Discover {g} at your own pace."],
        Tone.Calm => ["Come back to this whenever you need it.", "Stay a while with {brand}."],
        _ => ["Share this with somebody who needs it today."],
    };
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
