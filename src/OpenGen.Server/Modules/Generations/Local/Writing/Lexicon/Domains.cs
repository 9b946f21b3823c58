using System.Text.RegularExpressions;

namespace OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

/// <summary>All domains, and the one a topic belongs to.</summary>
internal static partial class Domains
{
    public static readonly IReadOnlyList<Domain> All =
    [
        FoodAndBody.Coffee, FoodAndBody.Food, FoodAndBody.Fitness, FoodAndBody.Wellness, FoodAndBody.Sleep, FoodAndBody.Nutrition,
        FoodAndBody.Beauty, FoodAndBody.Fashion, WorkAndMoney.Software, WorkAndMoney.Ai, WorkAndMoney.Finance,
        WorkAndMoney.Marketing, WorkAndMoney.Business, WorkAndMoney.Productivity, LifeAndWorld.Travel, LifeAndWorld.Education,
        LifeAndWorld.Pets, LifeAndWorld.Home, LifeAndWorld.Garden, LifeAndWorld.Family, LifeAndWorld.Events, LifeAndWorld.Creative,
        LifeAndWorld.Planet, LifeAndWorld.Mindset, LifeAndWorld.Mobility, LifeAndWorld.Space, LifeAndWorld.History,
        LifeAndWorld.Science, WorkAndMoney.RealEstate,
    ];

    /// <summary>What holds of anything: for topics that no domain knows.</summary>
    public static readonly Domain General = Domain.Parse("general", "", """
        pain: Everybody has an opinion on {g}, and hardly anyone says where to begin.
        pain: You have looked into {g} before, and ended up more confused than when you started.
        pain: From the outside, {g} look{gs} simple. Then you take a closer look.
        truth: With {g}, the basics done well beat the clever tricks every time.
        truth: What makes the difference with {g} is rarely money or talent. It's attention to the small things.
        truth: The people who know {g} best still ask simple questions. That's how they got there.
        tip: Know your why | Say in one sentence what you want from {gthem}. Every other choice gets easier.
        tip: Look at good examples | Find three examples that you like. What they share is your starting point.
        tip: Begin small | Start with the smallest version that works. It's easier to improve something that exists.
        tip: Ask somebody who has done it | Ask one person with experience. An honest answer saves you a detour.
        tip: Change one thing at a time | Change one thing, then look again. Otherwise you never know what helped.
        tip: Write it down | Keep short notes on what worked. Your memory is kinder than the facts.
        tip: Leave out the extras | Take away whatever you don't need. What is left is usually the point.
        tip: Sleep on it | Come back to it tomorrow. Fresh eyes see what tired ones forgive.
        myth: You have to know everything before you start | You have to know the next step. The rest shows itself on the way.
        myth: There is one right way | There are a few good ones. The right one is the one you'll stay with.
        myth: It's only for experts | Every expert was a curious beginner who didn't stop.
        gain: Less guessing, more ease, and a decision you can stand behind.
        gain: You know what you want, you know the next step, and it feels light.
        gain: One day it's simply part of how you do things.
        scene: Picture {t} on an ordinary morning, before anybody is watching.
        scene: You stop for a moment, look at it properly, and something clicks.
        scene: It's an ordinary day, you try it a little differently, and suddenly it works.
        hook: The simple version is usually the one that works.
        hook: It isn't complicated. It's just badly explained.
        hook: Look twice. The second look is where it gets interesting.
        tags: #goodtoknow #learnsomethingnew #dailyinspiration #simpletips
        see: {t} | in an uncluttered setting with depth behind | soft directional light from a large window | deep teal, warm sand, ivory and a touch of coral | fine texture, a long gentle shadow
        see: {t} | on a clean stone surface with open space around | golden hour light with a warm rim | amber, slate blue, cream and forest green | crisp edges, floating dust in the light
        see: {t} | against a softly blurred background | bright overcast daylight | sky blue, white, charcoal and marigold | natural reflections, subtle grain
        """);

    /// <summary>What holds of anything that one looks at rather than does: for things that no domain knows.</summary>
    public static readonly Domain Wonder = Domain.Parse("wonder", "", """
        pain: {G} {gis} easy to overlook. Most people do.
        pain: Everybody has heard of {g}. Hardly anyone has looked closely.
        truth: There is more to {g} than the first look gives away.
        truth: Behind {g}, there is always somebody who cared about the details.
        truth: The best way to understand {t} is a simple question, asked with real interest.
        truth: What seems ordinary about {g} is usually the most interesting part.
        tip: Start with the people | Look for the person behind it first. Every good story has one.
        tip: Look for the detail | Pick one small detail and stay with it. That's where the character is.
        tip: Imagine it gone | Ask what would be missing without {gthem}. The answer tells you what matters.
        tip: Ask how it began | Find out how it all began. Beginnings explain almost everything.
        tip: Compare then and now | Notice what has changed, and what never did.
        tip: Listen to those who know | Talk to somebody who lives with it every day. They see what visitors miss.
        tip: Look twice | Look once for the whole, and once for the parts. They tell different stories.
        tip: Use all your senses | Ask how it sounds, smells and feels. Pictures are only half of it.
        myth: You have to be an expert to enjoy it | You only have to look a little longer than most people do.
        myth: Everything about it has been said | It hasn't been said by you, and not to the people who listen to you.
        myth: It's only for a certain kind of person | It is for anybody who is curious enough to stay.
        gain: And suddenly {t} {is} not so ordinary anymore.
        gain: You'll never look at {gthem} the same way again.
        gain: A new way of seeing something that was there all along.
        scene: Stop for a moment, and look at {t} as if you had never seen {them} before.
        scene: For a moment everything is quiet, and there {is} {t}, as if for the first time.
        hook: The ordinary version of this story leaves out the best part.
        hook: Look twice. The second look is where it gets interesting.
        hook: Stay for a moment. This is better than it sounds.
        tags: #goodtoknow #learnsomethingnew #staycurious #storytelling
        see: {t} | in an uncluttered setting with depth behind | soft directional light from a large window | deep teal, warm sand, ivory and a touch of coral | fine texture, a long gentle shadow
        see: {t} | on a clean stone surface with open space around | golden hour light with a warm rim | amber, slate blue, cream and forest green | crisp edges, floating dust in the light
        see: {t} | against a softly blurred background | bright overcast daylight | sky blue, white, charcoal and marigold | natural reflections, subtle grain
        """);

    /// <summary>What holds of anything well made: for offers that no domain knows.</summary>
    public static readonly Domain Goods = Domain.Parse("goods", "", """
        pain: You've settled for good enough for quite a while.
        pain: You've tried the quick version, and it never felt quite right.
        pain: Most of what we're offered is made to be replaced.
        truth: Good things are made by people who pay attention.
        truth: The details you don't see at first are the ones you feel every day.
        truth: Quality is what you still notice long after you forgot that you bought it.
        tip: Look closely | Take a close look at the details. That's where the care shows.
        tip: Try it in your own day | Try it in your own everyday life. You'll know soon enough.
        tip: Compare | Put two side by side. The difference speaks for itself.
        tip: Ask how it's made | Ask who makes it, and how. Good answers come easily.
        tip: Choose once | Choose well once, instead of choosing again and again.
        tip: Notice how it feels | Pay attention to how it feels, not only to how it looks.
        tip: Make room for it | Give it a fixed place in your day. The best things are the ones you use.
        tip: Share it | Share it with somebody you like. Some things are better for two.
        myth: They're all the same | Look at two of them side by side. You'll see it at once.
        myth: You don't need the better version | You use it more often than you think. That's where better pays off.
        myth: Quality is complicated | It's usually the simpler choice, made with more care.
        gain: A small thing that makes an ordinary day better.
        gain: One thing less to think about, and one more to enjoy.
        gain: You notice it the first time, and every time after that.
        scene: Picture an ordinary morning, with {t} right where you want {them}.
        scene: You try it once, and you catch yourself smiling.
        hook: You can feel when somebody cared.
        hook: You'll notice the difference before you can explain it.
        hook: Some things are simply made with more love.
        tags: #madewithcare #smallbusiness #qualityoverquantity #newfavorite #shopsmall
        see: {t} | on a clean stone surface with open space around | soft directional light from a large window | warm sand, ivory, forest green and brass | fine texture, a long gentle shadow
        see: {t} | on a linen-covered table with a blurred room behind | golden hour light with a warm rim | amber, cream, terracotta and slate blue | crisp edges, floating dust in the light
        see: {t} | against a plain coloured backdrop | bright even studio light | coral, cream, deep teal and white | natural reflections, clean shadow
        """);

    /// <summary>The domain with most words in common; later texts count less. <see cref="General"/> if none has any.</summary>
    /// <param name="topic">Counts most, its head noun above all.</param>
    /// <param name="surroundings">The prompt, the variables: they decide between domains that know the topic.</param>
    /// <param name="brand">The brand's own words, where the topic is the brand's own; else empty.</param>
    public static Domain Of(string topic, string surroundings, string brand)
    {
        // What a shop sells says more than that it is one.
        var head = English.Head(topic) is "shop" or "store" or "brand" or "company" or "business" or "app" or "course" or "channel"
            ? ""
            : English.Head(topic);
        return Best(domain => Hits(domain, topic, weak: true) is var hits and > 0
                ? (3 * hits) + (2 * Hits(domain, head, weak: true)) + (0.5 * Hits(domain, surroundings, weak: false)) : 0)
            ?? Best(domain => Hits(domain, brand, weak: true))
            ?? General;
    }

    private static Domain? Best(Func<Domain, double> score)
    {
        var (domain, points) = All.Select(domain => (domain, score(domain))).MaxBy(pair => pair.Item2);
        return points > 0 ? domain : null;
    }

    // Words that stand in any prompt say nothing about its topic.
    private static readonly HashSet<string> InEveryPrompt = new(StringComparer.OrdinalIgnoreCase)
    {
        "video", "videos", "film", "photo", "photos", "photography", "write", "writer", "writing", "content", "tiktok", "instagram",
        "youtube",
        "reels", "shorts", "audience", "brand", "social", "media", "copywriting", "marketing", "creator", "creators", "engagement", "viral",
        "followers", "list", "expert", "image", "design", "editing", "short", "company", "ads", "campaign", "customers", "engaging", "sell",
        "facts", "time", "branding", "advertising", "linkedin", "email", "author", "platform", "sales", "business", "art", "color", "fresh",
    };

    private static int Hits(Domain domain, string text, bool weak)
    {
        var words = Word().Matches(text.ToLowerInvariant()).Select(match => match.Value).ToList();
        var hits = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (!weak && InEveryPrompt.Contains(words[i])) continue;
            if (domain.Keywords.Contains(words[i]) || (words[i].Length > 4 && domain.Keywords.Contains(words[i].TrimEnd('s')))) hits++;
            if (i + 1 < words.Count && domain.Keywords.Contains($"{words[i]}-{words[i + 1]}")) hits += 2;
        }

        return hits;
    }

    [GeneratedRegex(@"[\p{L}\d]+(?:-[\p{L}\d]+)*")]
    private static partial Regex Word();
}
