using System.Text.RegularExpressions;

namespace OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

/// <summary>All domains, and the one a topic belongs to.</summary>
internal static partial class Domains
{
    public static readonly IReadOnlyList<Domain> All =
    [
        FoodAndBody.Coffee, FoodAndBody.Food, FoodAndBody.Fitness, FoodAndBody.Wellness, FoodAndBody.Sleep, FoodAndBody.Nutrition,
        FoodAndBody.Beauty, FoodAndBody.Fashion, WorkAndMoney.Software, WorkAndMoney.Ai, WorkAndMoney.Finance, WorkAndMoney.RealEstate,
        WorkAndMoney.Marketing, WorkAndMoney.Business, WorkAndMoney.Productivity, LifeAndWorld.Travel, LifeAndWorld.Education,
        LifeAndWorld.Pets, LifeAndWorld.Home, LifeAndWorld.Garden, LifeAndWorld.Family, LifeAndWorld.Events, LifeAndWorld.Creative,
        LifeAndWorld.Planet, LifeAndWorld.Science,
    ];

    /// <summary>What holds of anything: for topics that no domain knows.</summary>
    public static readonly Domain General = Domain.Parse("general", "", """
        pain: Everybody has an opinion on {g}, and hardly anyone says where to begin.
        pain: You have looked into {g} before, and ended up more confused than when you started.
        pain: From the outside, {g} look{s} simple. Then you take a closer look.
        truth: With {g}, the basics done well beat the clever tricks every time.
        truth: What makes the difference with {g} is rarely money or talent. It's attention to the small things.
        truth: The people who know {g} best still ask simple questions. That's how they got there.
        tip: Know your why | Say in one sentence what you want from {them}. Every other choice gets easier.
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

    /// <summary>The domain with most words in common; later texts count less. <see cref="General"/> if none has any.</summary>
    /// <param name="topic">Counts most, its first words more than what comes after a preposition.</param>
    /// <param name="surroundings">The prompt, the variables.</param>
    /// <param name="brand">The brand's own words.</param>
    public static Domain Of(string topic, string surroundings, string brand)
    {
        var head = HeadOf(topic);
        var best = General;
        var bestScore = 0.0;
        foreach (var domain in All)
        {
            var score = 3 * Hits(domain, topic) + 2 * Hits(domain, head) + 0.6 * Hits(domain, surroundings) + 0.4 * Hits(domain, brand);
            if (score <= bestScore) continue;
            (best, bestScore) = (domain, score);
        }

        return bestScore >= 0.4 ? best : General;
    }

    private static string HeadOf(string topic)
    {
        var words = topic.Split(' ');
        return string.Join(' ', words.TakeWhile((word, i) => i == 0 || !English.IsPreposition(word)));
    }

    private static int Hits(Domain domain, string text)
    {
        var words = Word().Matches(text.ToLowerInvariant()).Select(match => match.Value).ToList();
        var hits = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (domain.Keywords.Contains(words[i]) || (words[i].Length > 4 && domain.Keywords.Contains(words[i].TrimEnd('s')))) hits++;
            if (i + 1 < words.Count && domain.Keywords.Contains($"{words[i]}-{words[i + 1]}")) hits += 2;
        }

        return hits;
    }

    [GeneratedRegex(@"[\p{L}\d]+(?:-[\p{L}\d]+)*")]
    private static partial Regex Word();
}
