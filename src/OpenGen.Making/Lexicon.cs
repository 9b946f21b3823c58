namespace OpenGen.Making;

/// <summary>The words that the local generators understand.</summary>
internal static class Lexicon
{
    public static IReadOnlyDictionary<string, (Subject Subject, double Weight)> Subjects { get; } = Table(
        (Subject.Mountains, 1.0,
            "mountain alp peak summit everest hiking hike climb climber climbing ridge cliff volcano canyon himalaya rocky glacier ski "
                + "skiing snowboard mountaineer"),
        (Subject.Forest, 1.0,
            "forest wood tree pine jungle woodland rainforest nature leaf autumn camping camp cabin tent redwood bamboo wilderness deer"),
        (Subject.Desert, 1.0, "desert dune sahara sand cactus camel oasis arid mars egypt pyramid"),
        (Subject.Sea, 1.0,
            "sea ocean beach wave surf surfer surfing coast island tropical palm sail sailing boat ship yacht lighthouse seaside marine "
                + "maldives hawaii shore vacation holiday summer whale"),
        (Subject.Lake, 1.0, "lake river pond waterfall fjord reflection canoe kayak fishing water stream"),
        (Subject.Hills, 1.0,
            "hill field meadow farm countryside vineyard lavender tuscany village wheat landscape grass valley spring harvest barn sheep "
                + "windmill garden park"),
        (Subject.City, 1.0,
            "city skyline skyscraper downtown urban street building tokyo york london paris metropolis cyberpunk rooftop apartment traffic "
                + "cityscape manhattan dubai singapore architecture bridge town alley nightlife subway"),
        (Subject.Space, 1.1,
            "space planet star galaxy universe cosmos cosmic nebula astronaut rocket orbit saturn jupiter moon lunar alien asteroid milky "
                + "satellite ufo astronomy interstellar eclipse spaceship constellation comet"),
        (Subject.Coffee, 1.2, "coffee espresso latte cappuccino cafe café barista tea mug cup matcha mocha brew bean breakfast"),
        (Subject.Food, 1.1,
            "food meal dinner lunch pizza burger pasta salad sushi restaurant chef kitchen cooking recipe fruit vegetable bread cake "
                + "dessert chocolate bakery taco noodle ramen soup snack healthy vegan avocado ice-cream donut cookie steak egg lemon "
                + "apple strawberry"),
        (Subject.Drink, 1.1,
            "drink cocktail wine beer juice smoothie whiskey bar lemonade soda champagne bartender glass mojito water-bottle"),
        (Subject.Product, 1.0,
            "product bottle packaging package brand mockup jar box serum perfume showcase ecommerce launch pedestal podium object advert "
                + "advertisement promo commercial supplement"),
        (Subject.Beauty, 1.2, "beauty skincare cosmetic makeup lipstick cream spa nail hair salon fragrance moisturizer glow skin lotion"),
        (Subject.Fitness, 1.1,
            "fitness gym workout exercise dumbbell kettlebell muscle training athlete runner running run sport marathon bodybuilding "
                + "weight cardio strength crossfit football soccer basketball tennis boxing cycling"),
        (Subject.Tech, 1.0,
            "tech technology computer laptop phone smartphone app software code coding developer programming ai robot digital internet "
                + "cyber data cloud server screen startup saas website algorithm machine chip device gadget electronic innovation "
                + "automation workspace desk office productivity remote marketing strategy analytics report seo customer client email "
                + "spreadsheet quarterly"),
        (Subject.Finance, 1.1,
            "finance money invest investment investing stock market chart crypto bitcoin bank banking trading trader wealth budget saving "
                + "economy profit sale growth revenue dollar coin tax business accounting wallet income rich"),
        (Subject.Home, 1.0,
            "home house interior room sofa living furniture bedroom decor lamp cozy window apartment realestate estate property chair "
                + "fireplace bed curtain hygge"),
        (Subject.Fashion, 1.1,
            "fashion dress clothe clothing outfit style shoe sneaker handbag bag jewelry model runway wardrobe shirt jacket hat sunglasses "
                + "boutique streetwear designer hoodie denim"),
        (Subject.Pet, 1.3, "pet dog cat puppy kitten animal paw kitty hound pup corgi retriever"),
        (Subject.Flowers, 1.1,
            "flower rose tulip bloom blossom bouquet floral peony daisy sunflower botanical plant orchid lily petal cherry sakura "
                + "wildflower houseplant fern monstera"),
        (Subject.Books, 1.0,
            "book read reading library study education learn learning school student university knowledge writing author novel notebook "
                + "teacher classroom exam course story"),
        (Subject.Music, 1.1,
            "music song guitar piano headphone vinyl concert dj festival band playlist podcast microphone singer studio record radio beat "
                + "sound melody jazz violin"),
        (Subject.Travel, 1.0,
            "travel trip adventure explore explorer journey airplane plane flight airport passport suitcase tourist tourism vacation "
                + "destination backpack backpacker wanderlust globe"),
        (Subject.Road, 1.0, "road highway car drive driving roadtrip motorcycle truck race racing route van vehicle automotive"),
        (Subject.Person, 1.3,
            "person portrait presenter woman man girl boy face host speaker avatar creator influencer selfie people lady guy entrepreneur "
                + "founder doctor coach mother father mom dad friend human ugc blogger vlogger expert ceo teacher narrator he she "
                + "character grandmother grandfather teenager"),
        (Subject.Team, 1.0,
            "team meeting group community collaboration coworker colleague crowd audience family together partnership handshake staff"),
        (Subject.Idea, 1.0,
            "idea lightbulb bulb creativity creative inspiration brainstorm mind brain think thinking genius invention solution tip hack"),
        (Subject.Celebration, 1.1,
            "celebration party birthday gift christmas wedding confetti firework anniversary newyear present celebrate balloon"),
        (Subject.Health, 1.0,
            "health heart yoga pilates medical medicine hospital wellness sleep meditation mindfulness mental relax zen therapy vitamin "
                + "calmness breathe breathing nutrition"),
        (Subject.Abstract, 1.0,
            "abstract background gradient pattern texture wallpaper shape fluid liquid swirl geometric bauhaus mesh blob generative "
                + "fractal minimalism"));

    public static IReadOnlyDictionary<string, DayTime> Times { get; } = Words<DayTime>(
        (DayTime.Dawn, "dawn sunrise morning daybreak early"),
        (DayTime.Day, "day daylight noon midday sunny bright daytime afternoon summer blue-sky"),
        (DayTime.Golden, "golden autumn fall warm honey"),
        (DayTime.Sunset, "sunset sundown romantic"),
        (DayTime.Dusk, "dusk twilight evening moody synthwave vaporwave"),
        (DayTime.Night, "night midnight nighttime dark moonlight moonlit stars starry neon cyberpunk moon aurora nocturnal"));

    public static IReadOnlyDictionary<string, Weather> Weathers { get; } = Words<Weather>(
        (Weather.Cloudy, "cloud cloudy overcast"),
        (Weather.Rain, "rain rainy raining drizzle wet"),
        (Weather.Snow, "snow snowy winter ice icy frozen christmas blizzard frost"),
        (Weather.Fog, "fog foggy mist misty haze hazy ethereal dreamy"),
        (Weather.Storm, "storm stormy thunder lightning dramatic tempest"));

    public static IReadOnlyDictionary<string, Manner> Manners { get; } = Words<Manner>(
        (Manner.Minimal, "minimal minimalist minimalistic simple clean minimalism"),
        (Manner.Retro, "retro vintage 70s 80s nostalgic synthwave vaporwave old classic"),
        (Manner.Neon, "neon cyberpunk glowing synthwave vaporwave futuristic electric laser"),
        (Manner.Watercolor, "watercolor watercolour painted painting aquarelle painterly ink brush"),
        (Manner.Geometric, "geometric bauhaus cubist polygon lowpoly angular"),
        (Manner.Dark, "dark moody noir black gothic shadow mysterious"),
        (Manner.Pastel, "pastel soft gentle delicate baby tender light airy"),
        (Manner.Cinematic, "cinematic epic film movie dramatic"),
        (Manner.Luxury, "luxury luxurious elegant premium gold golden exclusive expensive"),
        (Manner.Vivid, "vivid vibrant colorful colourful bold bright saturated rainbow energetic"),
        (Manner.Warm, "warm cozy cosy autumn"),
        (Manner.Cool, "cool cold winter ice fresh"),
        (Manner.Mono, "monochrome grayscale greyscale bw"),
        (Manner.Playful, "fun playful cute kid kawaii happy joyful cartoon"),
        (Manner.Calm, "calm peaceful serene quiet relaxing zen tranquil"),
        (Manner.Urban, "urban street graffiti grunge"));

    public static IReadOnlyDictionary<string, Oklch> Colours { get; } = new Dictionary<string, Oklch>
    {
        ["red"] = new(0.60, 0.21, 27),
        ["crimson"] = new(0.52, 0.20, 20),
        ["scarlet"] = new(0.60, 0.22, 30),
        ["burgundy"] = new(0.38, 0.12, 15),
        ["orange"] = new(0.72, 0.18, 55),
        ["coral"] = new(0.72, 0.16, 32),
        ["peach"] = new(0.84, 0.09, 60),
        ["terracotta"] = new(0.60, 0.13, 45),
        ["brown"] = new(0.45, 0.08, 55),
        ["beige"] = new(0.88, 0.04, 85),
        ["cream"] = new(0.94, 0.04, 95),
        ["amber"] = new(0.78, 0.16, 75),
        ["yellow"] = new(0.88, 0.17, 100),
        ["gold"] = new(0.78, 0.14, 88),
        ["mustard"] = new(0.75, 0.14, 92),
        ["lime"] = new(0.85, 0.20, 125),
        ["green"] = new(0.65, 0.17, 148),
        ["emerald"] = new(0.62, 0.15, 160),
        ["olive"] = new(0.55, 0.10, 115),
        ["mint"] = new(0.88, 0.09, 165),
        ["sage"] = new(0.72, 0.06, 145),
        ["teal"] = new(0.58, 0.10, 195),
        ["turquoise"] = new(0.75, 0.12, 190),
        ["cyan"] = new(0.80, 0.13, 205),
        ["aqua"] = new(0.80, 0.12, 200),
        ["blue"] = new(0.58, 0.18, 255),
        ["navy"] = new(0.30, 0.10, 262),
        ["indigo"] = new(0.42, 0.18, 275),
        ["azure"] = new(0.70, 0.14, 240),
        ["cobalt"] = new(0.48, 0.19, 262),
        ["purple"] = new(0.52, 0.20, 302),
        ["violet"] = new(0.55, 0.21, 295),
        ["lilac"] = new(0.78, 0.10, 310),
        ["plum"] = new(0.42, 0.13, 330),
        ["magenta"] = new(0.62, 0.25, 330),
        ["pink"] = new(0.78, 0.14, 355),
        ["fuchsia"] = new(0.62, 0.25, 340),
        ["rosegold"] = new(0.75, 0.09, 30),
        ["maroon"] = new(0.36, 0.13, 22),
    };

    private static readonly HashSet<string> Known =
        [.. Subjects.Keys, .. Times.Keys, .. Weathers.Keys, .. Manners.Keys, .. Colours.Keys, "no", "without", "glasses", "this", "always"];

    public static bool Knows(string word) => Known.Contains(word);

    private static Dictionary<string, (Subject, double)> Table(params ReadOnlySpan<(Subject Subject, double Weight, string Words)> rows)
    {
        var table = new Dictionary<string, (Subject, double)>();
        foreach (var row in rows)
            foreach (var word in row.Words.Split(' '))
                table.TryAdd(word, (row.Subject, row.Weight));
        return table;
    }

    private static Dictionary<string, T> Words<T>(params ReadOnlySpan<(T Meaning, string Words)> rows)
    {
        var table = new Dictionary<string, T>();
        foreach (var row in rows)
            foreach (var word in row.Words.Split(' '))
                table.TryAdd(word, row.Meaning);
        return table;
    }
}
