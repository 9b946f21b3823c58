namespace OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

/// <summary>Domains of home, leisure, learning and the world. The format is described at <see cref="Domain.Parse"/>.</summary>
internal static class LifeAndWorld
{
    public static readonly Domain Travel = Domain.Parse("travel", "travel traveling travelling trip trips vacation holiday holidays hotel hotels flight flights airport beach beaches island citytrip tourist tourism backpacking hiking hike camping adventure destination destinations itinerary passport roadtrip road-trip cruise resort japan paris italy bali lisbon iceland greece rome tokyo london spain portugal mountains packing solo norway sweden switzerland thailand bangkok vietnam mexico india morocco croatia scotland ireland new-york dubai istanbul berlin barcelona bangkok peru", """
        pain: You come home from the holiday and need one.
        pain: You saw everything on the list, and remember the queues.
        pain: The suitcase is full, and half of it will come back unworn.
        truth: You won't remember the tenth museum. You will remember the wrong turn that led to lunch.
        truth: Travel gets better the moment you plan less of it.
        truth: The cheapest way to see more of a place is to stay longer in it.
        tip: Plan half the day | Plan the morning and leave the afternoon open. The best part usually isn't in the guide.
        tip: Pack, then halve it | Lay it all out, and put half of it back. You will wear your three favourites anyway.
        tip: Eat one street further | Walk one street away from the sight before you eat. Prices fall and flavour rises.
        tip: Go early | Be there when it opens. The same place at seven in the morning is another place.
        tip: Learn five words | Learn hello, please, thank you, sorry and delicious. Doors open for less.
        tip: Keep copies | Keep a photo of your papers in your mail. You will hopefully never need it.
        tip: Talk to the person who works there | Ask where they go on their day off. Then go there.
        tip: Leave a day empty | Keep one day without a plan. It's the one you will tell people about.
        tip@hiking hike mountains camping: Turn around in time | Pick your turning time before you start. The mountain will still be there.
        tip@flight flights airport: Carry one day with you | Keep one change of clothes in your hand luggage. Bags have their own travel plans.
        tip@beach island: Follow the wind | Check the wind before you choose the beach. One side of an island is almost always calm.
        tip@solo: Tell one person | Send your plan to one person at home. Freedom is better with a safety line.
        myth: You have to plan every hour | The empty afternoon is where the stories come from.
        myth: Good trips are expensive | Good trips are unhurried. Time is the luxury.
        myth: You have to see it all | Nobody has. Pick three things and enjoy them.
        myth@solo alone: Solo travel is lonely | You will talk to more people than you ever do in company.
        gain: You come back rested, with stories instead of souvenirs.
        gain: A morning that smells of salt, bread and somewhere new.
        gain: You slow down, and the place starts to speak.
        scene: You step off the bus, the air is warm, and you don't know a single street name.
        scene: The shutters open, the light pours in, and the whole day is yours.
        hook: You're not bad at relaxing. You're over-planned.
        hook: The best meal of your trip is one street away from where you are looking.
        hook: Pack this way once, and you'll never check a bag again.
        tags: #traveltips #wanderlust #slowtravel #travelgram #hiddenplaces
        see: a traveller with a small backpack on a cliff path | above a turquoise bay with whitewashed houses | low golden evening sun | turquoise, terracotta, white and warm gold | wind in the grass, distant sails
        see: a narrow old-town street with laundry and flowering balconies | opening onto a harbour | soft early light after rain | ochre, coral, cobalt and wet stone grey | reflections, a parked scooter, drifting steam
        """);

    public static readonly Domain Education = Domain.Parse("education", "learn learning study studying student students school university college exam exams teacher teachers teaching course courses language languages english spanish german french math maths homework memory education class classes tutor tutoring skill skills lesson lessons vocabulary", """
        pain: You read the page three times, and nothing stays.
        pain: You study the night before, pass, and forget it by the weekend.
        pain: You understand every word, and can't say a sentence.
        truth: Re-reading feels like learning. Recalling is learning.
        truth: Forgetting isn't failing. It's the moment when practice starts to count.
        truth: You don't need talent. You need a little, often.
        tip: Test yourself first | Close the book and write down what you remember. The struggle is what makes it stick.
        tip: Space it out | Look at it today, tomorrow and next week. Three short visits beat one long night.
        tip: Teach it | Explain it to someone who knows nothing about it. Where you stumble is what you don't know yet.
        tip: Mix it up | Switch between topics. It feels harder, and it stays longer.
        tip: Start with ten minutes | Sit down for just ten minutes. You will rarely stop there.
        tip: Sleep on it | Study, then sleep. Your brain files things at night.
        tip: Ask the stupid question | Ask it out loud. Half the room was waiting for you to.
        tip: Make it matter | Tie it to something you care about. Memory keeps what it can use.
        tip@language languages english spanish german french vocabulary: Speak on the first day | Say something out loud today, badly. Silence is the only mistake that doesn't teach you.
        tip@language languages english spanish german french vocabulary: Learn phrases, not words | Learn whole phrases. Words alone don't tell you where they belong.
        tip@math maths: Draw it | Draw the problem before you calculate. Many answers are visible first.
        tip@exam exams: Practise under the clock | Do one old exam against the clock. The second time, it isn't scary.
        myth@math maths: You are either a maths person or you aren't | You are a person with more or less practice. That can change.
        myth@language languages spanish english french german: Adults can't learn languages | Adults learn the rules faster. They are just more afraid of sounding silly.
        myth: Everybody has one learning style | We all learn better when we use several ways, and when we test ourselves.
        myth: Some people just can't learn it | Most of us were never shown how to practise.
        gain: You look at the question and know that you know it.
        gain: One day you answer without translating in your head.
        gain: Curiosity, instead of that knot in your stomach.
        scene: It's late, the lamp is on, and the same line has passed your eyes four times.
        scene: Somebody asks for directions, you answer, and only then notice in which language.
        hook: You aren't bad at this. You were taught to read when you should recall.
        hook: Highlighting is colouring in. Try this instead.
        hook: Ten minutes a day will beat the weekend you keep planning.
        tags: #studytips #learnfaster #studymotivation #lifelonglearning #students
        see: an open book with glowing handwritten notes | on a library table under a green lamp | warm pool of light in a dim hall | bottle green, mahogany, parchment and gold | floating dust, stacked books
        see: a student explaining an idea at a chalkboard | in a sunny classroom with tall windows | bright afternoon light | chalk white, board green, honey wood and sky blue | chalk dust, sketches, plants on the sill
        """);

    public static readonly Domain Pets = Domain.Parse("pets", "pet pets dog dogs puppy puppies cat cats kitten kittens leash vet veterinarian groomer grooming animal animals rabbit hamster parrot aquarium paw paws bark barking litter", """
        pain: You come home, the sofa is in pieces, and somebody looks very innocent.
        pain: You call once, twice, three times, and learn that you have a name nobody listens to.
        pain: You buy the best toy in the shop, and they choose the box.
        truth: They aren't being stubborn. They are telling you what they haven't understood yet.
        truth: A tired mind is calmer than tired legs.
        truth: Animals don't hear your words first. They read your body.
        tip: Reward the quiet | Praise them when they do nothing. Calm is a trick, and it deserves a treat.
        tip: Keep it short | Train for three minutes, several times a day. Stop while they still want more.
        tip: Let them sniff | Let the nose lead on walks. Sniffing tires them out better than speed.
        tip: Same word, every time | Choose one word for one thing. Down and off are two different lessons.
        tip: Hide the food | Scatter dinner in a towel or a box. Searching is what they were made for.
        tip: Watch the tail and ears | Look at the whole body. Discomfort whispers long before it growls.
        tip: Make the vet boring | Visit the practice just for a treat. The next real visit will be easier.
        tip: Fresh water, several places | Put out more than one bowl. Many drink more when it is easy to find.
        tip@cat cats kitten kittens: Offer height | Give them a high place. A cat that can look down relaxes.
        tip@cat cats kitten: Play like prey | Move the toy away from them. Nothing tasty ever ran towards a cat.
        tip@puppy puppies dog dogs: Start with the name | Say the name, reward the look. Everything else begins there.
        myth@dog dogs puppy: Old dogs can't learn new tricks | They learn happily. They just ask for a better reason.
        myth@cat cats kitten: Cats don't care about you | They do. They simply don't make a speech about it.
        myth@dog dogs puppy: A wagging tail means a happy dog | It means an excited one. Look at the rest of the body.
        myth: Training takes hours | A few minutes a day are enough, if you stop while it's fun.
        myth: They do it to spite you | Animals don't plan revenge. They're bored, worried or full of energy.
        gain: A head on your knee at the end of a bad day.
        gain: Walks where both of you come home smiling.
        gain: You understand each other, without a word.
        scene: It's six in the morning, a wet nose is on your face, and there is no discussion.
        scene: The door opens, and somebody is happier to see you than anyone has ever been.
        hook: Your dog isn't ignoring you. You changed the word.
        hook: They tried to tell you. You were looking at the tail.
        hook: The calmest pets have owners who do this one boring thing.
        tags: #petlovers #petcare #dogsofinstagram #catsofinstagram #pettips
        see: a happy golden dog running with one ear up | through a meadow of tall grass | backlit evening sun | golden fur, fresh green, sky blue and amber | flying grass seeds, wet nose, motion
        see: a curious cat on a windowsill | between potted herbs above a quiet street | soft morning light | ginger, sage, cream and terracotta | whiskers glowing, curtain in the breeze
        """);

    public static readonly Domain Home = Domain.Parse("home", "home homes interior decor decorating design furniture sofa living room bedroom bathroom cleaning clean declutter decluttering organize organizing organise organising tidy storage renovation diy paint minimalist minimalism laundry candle candles lighting rug closet pantry", """
        pain: You tidy on Saturday, and by Monday the chair is wearing your clothes again.
        pain: The room has everything it needs, and still doesn't feel finished.
        pain: You own ten boxes for organising, and they are full of things you forgot.
        truth: You can't organise clutter. You can only move it.
        truth: A room doesn't need more things. It needs better light.
        truth: Homes look calm when every object has an address.
        tip: Begin with one drawer | Empty a single drawer today. Finished and small beats started and big.
        tip: Three lamps, not one | Switch off the ceiling light and use three small ones. The room is warmer at once.
        tip: One in, one out | Let one thing go when one comes in. Your shelves stay the size they are.
        tip: Clear the surfaces | Keep the counter empty. It is the first thing you see, and the mood of the room.
        tip: Hang it lower | Hang pictures at eye level. Most are far too high.
        tip: Clean from the top | Dust first, floor last. Gravity is on your side if you let it.
        tip: Give keys a home | Put a bowl by the door. You will never search in a hurry again.
        tip: Add something alive | Put one plant where the light falls. Nothing you can buy makes a room kinder.
        tip@bedroom: Hide the cables | Get cables and chargers out of sight. The eye rests when it has less to follow.
        tip@renovation paint diy: Paint a sample on paper | Paint a big sheet and move it around. A wall looks different at noon and at night.
        tip@laundry cleaning: Treat stains cold | Rinse with cold water first. Heat sets what you want to get out.
        myth: Small rooms need small furniture | A few large pieces make a room calmer. Many small ones make it busy.
        myth: White makes every room bigger | In a dark room it only turns grey. A deep colour can feel larger.
        myth: You need a free weekend to tidy up | You need ten minutes, and a bag by the door.
        gain: You open the door and your shoulders drop.
        gain: A home where guests can just drop in.
        gain: Sunday is free, because the week stayed tidy.
        scene: You come in, put the keys on the pile, and the pile slides.
        scene: The lamp is on, the table is clear, and the evening finally has room.
        hook: Your room isn't too small. Your ceiling light is too bright.
        hook: You don't need storage. You need fewer decisions.
        hook: Change one thing in your living room tonight, and you'll feel it tomorrow.
        tags: #homedecor #interiorstyling #declutter #cozyhome #hometips
        see: a calm living room with a linen sofa and layered lamps | beside a large window with a fig tree | warm evening light from three small lamps | oat, olive, terracotta and walnut | folded throw, stacked books, soft shadows
        see: an orderly wooden shelf with ceramics and plants | against a limewashed wall | slanting afternoon sun | clay, cream, moss and brass | hand-made textures, leaf shadows
        """);

    public static readonly Domain Garden = Domain.Parse("garden", "garden gardens gardening plant plants houseplant houseplants flowers flower seeds soil compost tomato tomatoes herbs herb succulent succulents monstera lawn vegetable-garden balcony pruning watering", """
        pain: You water it every day, and it dies anyway.
        pain: The leaves turn yellow, and the internet gives you nine reasons.
        pain: The seed packet promised a jungle, and you got two stalks.
        truth: More plants are drowned than forgotten.
        truth: You don't grow plants. You grow soil, and the plants take it from there.
        truth: The right plant in the right light is almost no work at all.
        tip: Put a finger in | Push a finger into the soil before you water. If it feels damp, wait.
        tip: Read the light first | Watch where the sun falls for a day. Then choose the plant, not the other way round.
        tip: Water deeply, not daily | Water seldom and thoroughly. Roots follow the water down.
        tip: Feed the soil | Add compost once a season. Good soil forgives almost everything.
        tip: Turn the pot | Turn it a little every week. Plants lean towards the light they love.
        tip: Cut to grow | Pinch off the tips. One stem becomes two.
        tip: Check under the leaves | Look at the undersides once a week. That's where trouble begins.
        tip: Start with three | Begin with three easy plants. Success is the best fertiliser.
        tip@tomato tomatoes: Water the roots, not the leaves | Keep the leaves dry. Wet leaves invite disease overnight.
        tip@herbs herb balcony: Harvest often | Cut a little every few days. Herbs answer by growing back thicker.
        tip@succulent succulents: Forget them | Let the soil dry out completely. Neglect is their love language.
        myth: Some people just have a green thumb | They have killed more plants than you, and learned.
        myth: Brown tips mean too little water | Often it is dry air or old salts. More water makes it worse.
        myth: Bigger pots make bigger plants | Too much wet soil rots the roots. One size up is enough.
        gain: A windowsill that is greener every month.
        gain: Tomatoes that taste of the sun they grew in.
        gain: Ten quiet minutes a day with your hands in the earth.
        scene: You lift the leaf, and there it is: one tiny new shoot.
        scene: The sun is low, the soil smells of rain, and the day falls off you.
        hook: You aren't killing your plants with neglect. You're killing them with love.
        hook: Your plant isn't thirsty. It's drowning.
        hook: Do this before you buy another plant.
        tags: #plantparent #gardeningtips #houseplants #urbangarden #growyourown
        see: hands planting a seedling in dark soil | in a sunlit greenhouse full of green | bright misty morning light | moss, soil brown, leaf green and terracotta | water drops, roots, warm haze
        see: a balcony overflowing with herbs and flowers | above rooftops at sunset | glowing backlight | coral, fresh green, lavender and brick | bees, a watering can, translucent petals
        """);

    public static readonly Domain Family = Domain.Parse("family", "parent parents parenting kids kid child children baby babies toddler toddlers mom moms mum mums dad dads family families newborn teenager teenagers pregnancy school-run daycare tantrum tantrums", """
        pain: You have said it four times, and the shoes are still not on.
        pain: The day was all for them, and at night you still feel it wasn't enough.
        pain: The tantrum starts in the middle of the supermarket, and everybody turns around.
        truth: Children don't need perfect parents. They need ones who come back after a bad moment.
        truth: Behaviour is a message. It is rarely about the blue cup.
        truth: You can't pour calm from a loud room. It begins with your own voice.
        tip: Get down to eye level | Kneel, look at them, then speak. It's heard the first time.
        tip: Offer two choices | Ask: the red jumper or the blue one? A small choice avoids a big fight.
        tip: Name the feeling | Say what you see: you're angry that we have to go. Being understood comes before being calm.
        tip: Say what to do | Say walk, instead of don't run. Children hear the verb.
        tip: Announce the end | Give them five minutes' notice. Nobody likes to be pulled out of a game.
        tip: Ten minutes, no phone | Give each child ten minutes a day that are only theirs. It prevents an hour of whining.
        tip: Let them help | Let them carry, stir and pour. It's slower today and faster next year.
        tip: Repair it | Say sorry when you were too loud. That's the lesson they'll keep.
        tip@baby babies newborn: Lower the bar | Sleep, eat, hold the baby. Everything else can wait its turn.
        tip@toddler toddlers tantrum tantrums: Wait out the wave | Stay close and say little. Reason works after the storm, not in it.
        tip@teenager teenagers: Talk side by side | Talk in the car or at the sink. Side by side is easier than face to face.
        myth@baby babies newborn: Picking up a crying baby spoils it | It teaches the baby that somebody comes. That's where trust starts.
        myth: Good parents never shout | Good parents notice, stop and make it right.
        myth: Children need to be entertained | Boredom is where their best ideas live.
        gain: A bedtime that ends with a story instead of a fight.
        gain: They tell you things, because you listened to the small ones.
        gain: Less shouting, more laughing, the same house.
        scene: The house is finally quiet, there is jam on the table, and you sit down for the first time today.
        scene: A small hand finds yours at the crossing, without looking.
        hook: They aren't giving you a hard time. They're having one.
        hook: Say this instead of hurry up.
        hook: The calmest parents you know aren't patient. They're prepared.
        tags: #parentinglife #gentleparenting #momlife #dadlife #familytime
        see: a parent and a child reading under a blanket fort | in a cosy living room with fairy lights | warm lamplight | honey, soft blue, cream and coral | worn picture books, bare feet, a teddy bear
        see: a small child in rubber boots jumping into a puddle | on a park path lined with autumn trees | bright light after rain | sunflower yellow, rust, wet grey and sky blue | splashing drops, laughing face
        """);

    public static readonly Domain Events = Domain.Parse("events", "event events wedding weddings party parties birthday birthdays conference festival bride groom venue catering celebration celebrations concert workshop webinar launch guests anniversary christmas halloween gala meetup", """
        pain: You plan it for months, and on the day you see it only from the kitchen.
        pain: The guest list grows, the budget doesn't.
        pain: Everybody has an opinion, and you have a headache.
        truth: Guests don't remember the napkins. They remember how they felt when they came in.
        truth: The best events have fewer points on the programme, and more room between them.
        truth: Nobody notices what is missing, except you.
        tip: Decide on the feeling first | Choose one word for how it should feel. Every other choice gets easier.
        tip: Spend where people stand | Put the money where guests spend their time. Good food and sound beat decoration.
        tip: Light it low | Turn down the ceiling and use small lights. Everybody looks and feels better.
        tip: Give somebody the phone | Let a friend take the calls that day. You have one job: to be there.
        tip: Plan the first ten minutes | Think about the arrival. A drink and a hello decide the evening.
        tip: Leave gaps | Keep an empty half-hour. Something will run late, and nobody will notice.
        tip: Feed people early | Serve something small at once. Hungry guests are quiet guests.
        tip: End on a high | Finish while the dance floor is full. People remember the last song.
        tip@wedding weddings bride groom: Steal ten minutes | Slip away together for ten minutes. It may be the only time you see each other all day.
        tip@conference webinar workshop: Start with a question | Let people talk to a neighbour in the first minutes. The room warms up by itself.
        tip@birthday birthdays party parties: Invite fewer people | Invite the ones you would miss. Ten who talk beat thirty who stand.
        myth: More decoration means more atmosphere | Light, music and people make the mood. The rest is storage.
        myth: Everything has to be perfect | The small mishap is the story everyone tells later.
        myth: You can't say no to guests | You can. Kindly, early, and only once.
        gain: You are in the photos, and you're laughing.
        gain: People stay longer than they meant to.
        gain: The next morning, everybody writes to say thank you.
        scene: The doors open, the music is low, and the first guests look around and smile.
        scene: The last candle burns down, and nobody has looked at a clock.
        hook: Your guests will forget the flowers. They won't forget this.
        hook: You're planning a party. Plan the first ten minutes.
        hook: The best hosts do less than you think.
        tags: #eventplanning #partyideas #celebrate #hosting #weddinginspiration
        see: a long dinner table under strings of lights | in an orchard at dusk | glowing candlelight against blue dusk | candle gold, dusty blue, ivory and olive | linen, glassware, petals, laughing guests
        see: a crowd with raised hands and falling confetti | in front of a lit stage | saturated backlight with haze | magenta, electric blue, gold and black | silhouettes, glitter, light beams
        """);

    public static readonly Domain Creative = Domain.Parse("creative", "photography photo photos photographer camera film filmmaking video editing art artist painting drawing music guitar piano song singer songwriting writing writer novel book books reading author poetry poem design designer creativity craft crafts pottery knitting dance", """
        pain: You see it in your head, and on the page it falls apart.
        pain: You buy better gear, and the work looks the same.
        pain: You wait for inspiration, and the evening is over.
        truth: Good work comes out of much work. There is no other place where it is kept.
        truth: Limits aren't in the way. They are the way.
        truth: Your taste is ahead of your skill. That gap is where you grow.
        tip: Make it badly first | Finish a bad version. You can't improve what isn't there.
        tip: Set a small frame | Give yourself one hour, one subject, one colour. Freedom is easier with edges.
        tip: Copy to learn | Rebuild something you love, just for yourself. Your hands will find out why it works.
        tip: Work at the same time | Show up at the same hour. Inspiration keeps a calendar too.
        tip: Step back | Leave it for a night. In the morning, you'll see what it needs.
        tip: Cut the part you are proudest of | Take out the clever bit and look again. Often the rest breathes.
        tip: Show it early | Show it to one honest person. Their confused face is worth more than their praise.
        tip: Keep the sketches | Put a date on everything. In a year, it is the best proof that you got better.
        tip@photography photo photos camera photographer film video: Find the light first | Look for the light, then for the subject. Anything is worth a picture in good light.
        tip@photography photo camera photographer: Move your feet | Take one step closer, then another. Zooming changes the size, walking changes the picture.
        tip@guitar piano music song: Play it slowly | Slow it down until it's easy. Speed is what is left when the mistakes are gone.
        tip@writing writer novel author poetry: Read it aloud | Read it out loud. Your tongue trips over what your eyes forgive.
        tip@book books reading: Quit the wrong book | Put it down if it doesn't speak to you. There are better ones waiting.
        myth: You have to be born with talent | Talent is the name we give to practice we didn't see.
        myth: Better equipment makes better work | It makes the same work sharper. Look for the idea first.
        myth: Real artists work alone | Most of them have a friend who says: not yet.
        gain: You look at it in the morning, and you still like it.
        gain: An hour gone, and you didn't notice.
        gain: Something exists that wasn't there yesterday, and it's yours.
        scene: The lamp is on, the table is covered in attempts, and one of them is nearly it.
        scene: You press the shutter, and you know before you look.
        hook: You don't need a better camera. You need a worse first draft.
        hook: Talent is what they call it when they didn't see the practice.
        hook: Make it badly today. Here's why.
        tags: #creativeprocess #makersgonnamake #artistlife #creativity #practice
        see: an artist's hands covered in paint over a half-finished canvas | in a cluttered studio with north windows | soft cool daylight | ultramarine, cadmium orange, raw canvas and black | drips, brushes in jars, torn sketches
        see: a vintage camera beside scattered prints | on a worn wooden table by a window | low warm light | sepia, brass, black and faded teal | film strips, fingerprints, soft shadow
        """);

    public static readonly Domain Planet = Domain.Parse("planet", "sustainability sustainable climate environment environmental recycling recycle plastic waste zero-waste solar energy renewable wind-power nature forest forests ocean oceans wildlife bees carbon reusable compostable eco eco-friendly planet earth", """
        pain: You sort your rubbish carefully, and wonder whether it makes any difference.
        pain: Everything is called green these days, and you no longer know what is.
        pain: The news is so big that you don't know where to begin.
        truth: Nobody does it perfectly. Many people doing it imperfectly is what changes things.
        truth: The most sustainable thing is usually the one you already own.
        truth: Habits spread. Somebody is watching what you carry.
        tip: Use what you have | Wear it, repair it, use it up. New and green is still new.
        tip: Start with one bin | Look into your bin for a week. The biggest pile tells you where to begin.
        tip: Eat what you buy | Plan three meals and shop for those. The food that isn't thrown away is the easiest win.
        tip: Turn it down one degree | Lower the heating by one degree. You will notice the bill before the cold.
        tip: Leave the car once | Pick one trip a week to walk or cycle. One is a start that lasts.
        tip: Carry a bottle | Take a bottle and a bag with you. You stop noticing them after three days.
        tip: Buy it used | Look for it used first. Somebody is just selling the one you want.
        tip: Talk about it kindly | Say what you enjoy about it. Nobody was ever shamed into a habit.
        tip@solar energy: Shift the load | Run the big machines when the sun shines. The cleanest power is the power made next door.
        tip@bees nature forest wildlife: Let a corner grow | Leave one corner wild. Small lives find it within a season.
        myth: One person can't change anything | One person changes a household, then a street. That's how everything began.
        myth: Sustainable means expensive | Buying less is the cheapest thing there is.
        myth: Recycling solves it | It helps at the end. Not needing it helps at the beginning.
        gain: Less stuff, lower bills, cleaner air.
        gain: You look at your children, and can say that you tried.
        gain: A small habit that you are quietly proud of.
        scene: You stand at the shore, the plastic is in the seaweed, and you pick up just one piece.
        scene: The street is quiet, the air smells of rain, and the bike is faster than the queue.
        hook: The greenest thing you can buy is nothing.
        hook: You don't have to be perfect. You have to begin.
        hook: Look into your bin before you look at the news.
        tags: #sustainableliving #ecofriendly #zerowaste #climateaction #lesswaste
        see: a lone tree on a green hill with wind turbines behind | under a wide clearing sky | bright light after a storm | fresh green, sky blue, white and golden wheat | moving grass, cloud shadows
        see: a clear wave curling over a reef | above a sunlit sandy seabed | sunbeams through the water | turquoise, aquamarine, sand and coral | bubbles, small silver fish
        """);

    public static readonly Domain Mindset = Domain.Parse("mindset", "mindset failure success confidence confident courage fear fears motivation motivational inspiration self-love self-esteem happiness happy hope dreams dream resilience patience kindness life growth heartbreak love friendship friends relationship relationships dating loneliness forgiveness change purpose discipline perfectionism comparison", """
        pain: You wait until you feel ready, and ready never comes.
        pain: You look at everybody else's best day, and compare it with your ordinary one.
        pain: You tell yourself to be realistic, and what you mean is afraid.
        truth: Courage isn't the absence of fear. It's deciding that something else matters more.
        truth: You don't become confident and then begin. You begin, and confidence catches up.
        truth: Falling isn't the opposite of getting there. It's part of the road.
        truth: Nobody sees the quiet days that made the loud one possible.
        tip: Take the smallest step | Do the smallest thing that counts, today. Momentum is built, not found.
        tip: Talk to yourself like a friend | Say to yourself what you'd say to somebody you love. You hear your own voice the most.
        tip: Keep one promise a day | Keep one tiny promise to yourself each day. Trust grows the same way everywhere.
        tip: Look back, not sideways | Compare yourself with who you were a year ago. It's the only fair race.
        tip: Ask what it taught you | When it goes wrong, ask one question: what do I know now? Then move on.
        tip: Choose your company | Spend time with people who are glad when you win. It's contagious.
        tip: Rest, don't quit | Learn to rest when you are tired. Quitting is for when it's no longer yours.
        tip: Say the hard thing kindly | Say what you mean, and say it gently. Silence is rarely kinder.
        myth: Confident people aren't afraid | They are. They've just stopped waiting for the fear to leave.
        myth: Successful people don't fail | They fail more often than others, because they try more often.
        myth: You have to have it all figured out | Most people are improvising. The brave ones admit it.
        gain: You look in the mirror, and see somebody who didn't give up.
        gain: Lighter shoulders, a clearer head, and the next step in front of you.
        gain: One day you turn around, and notice how far you've come.
        scene: It's late, you're tired, and nobody would notice if you stopped here.
        scene: You stand at the door, your heart is loud, and you go in anyway.
        hook: You aren't behind. You're in the middle.
        hook: Read this on the day you want to give up.
        hook: The version of you that's ready is on the other side of trying.
        tags: #mindset #motivation #keepgoing #selfgrowth #dailyreminder
        see: a lone figure on a mountain ridge looking over a sea of clouds | under a clearing sky | first golden light of the day | deep blue, apricot, white and charcoal | wind in the jacket, distant peaks
        see: an open door with light falling onto a dark wooden floor | in a quiet empty hall | a strong beam of warm light | amber, midnight blue, oak and ivory | dust in the beam, a long shadow
        """);

    public static readonly Domain Mobility = Domain.Parse("mobility", "car cars electric-car electric-cars ev evs e-bike e-bikes electric-bike electric-bikes bike bikes bicycle bicycles cycling commute commuting motorcycle motorcycles scooter driving driver vehicle vehicles charging battery tesla roadtrip", """
        pain: You sit in traffic, the light turns red again, and the day hasn't even begun.
        pain: You compare ranges, prices and tests, and know less than before.
        pain: The journey is short, and it still costs you half your patience.
        truth: The best vehicle is the one that fits an ordinary Tuesday, not the one big holiday.
        truth: Most journeys are short. That's where a change is easiest.
        truth: How you arrive decides how you start.
        tip: Look at your real week | Write down the trips of one normal week. Choose for those.
        tip: Test the boring part | Try it on your own commute, not on the nice road. That's where you will spend your time.
        tip: Leave ten minutes earlier | Start ten minutes earlier. Calm is worth more than speed.
        tip: Check the tyres | Look at the pressure once a month. It's safer, smoother and cheaper.
        tip: Plan where it sleeps | Think about parking before you buy. The best ride is useless without a place.
        tip: Drive ahead | Look as far ahead as you can. Smooth hands save fuel and nerves.
        tip: Learn one repair | Learn to fix one small thing yourself. You'll feel less helpless on the road.
        tip: Sit properly | Set seat and handlebar for your body. Comfort is a safety feature.
        tip@electric_car electric_bike ev evs charging battery e-bike: Charge where you park | Charge while you sleep or work. Then you never wait for it.
        tip@electric_car electric_bike ev evs battery e-bike: Treat the battery kindly | Keep the battery away from great heat and from empty. It will thank you with years.
        tip@bike bicycle cycling: Be seen | Wear light and ride where drivers can see you. Visible is the best protection.
        myth@electric_car electric_bike ev evs e-bike electric: Electric means no fun | Try one at a green light, and see.
        myth@electric_car ev evs electric: You need range for every possible trip | You need range for the usual one, and a plan for the rest.
        myth@bike bicycle cycling: Cycling is only for the fit | It's how many people become fit, without noticing.
        myth: The fastest route is the best one | The calm one often takes just as long, and costs you less.
        myth: You have to decide once and for all | Rent it, share it, borrow it. A week tells you more than a year of reading.
        gain: You arrive awake, calm and on time.
        gain: The way there is suddenly the best part of the day.
        gain: Quiet streets, clean air, and one worry less.
        scene: The window is down, the road is empty, and the city is just waking up.
        scene: You glide past the queue, and somebody in a car looks after you.
        hook: You aren't stuck in traffic. You are the traffic.
        hook: Before you compare the numbers, look at your week.
        hook: The first ride answers more than any test.
        tags: #mobility #onthemove #commute #rideoften #drivesmart
        see: a sleek modern car with glowing lights | on a wet city street between glass towers | blue hour with neon reflections | electric blue, graphite, white and signal red | rain beads, motion blur, reflections
        see: a bicycle with a leather saddle | beside a canal lined with trees | bright morning light | sage green, tan, brick and sky blue | spokes catching the light, fallen leaves
        """);

    public static readonly Domain Space = Domain.Parse("space", "space universe stars star planets planet mars moon sun galaxy galaxies black-hole black-holes astronomy astronaut astronauts rocket rockets nasa telescope comet eclipse jupiter saturn milky-way nebula cosmos orbit satellite", """
        pain: You look up at night, and realise how little of it you can name.
        pain: The numbers are so big that they stop meaning anything.
        pain: City lights took the stars away, and nobody noticed.
        truth: When you look up, you look back. The light you see set out long ago.
        truth: Almost everything out there is empty, which is what makes the rest so precious.
        truth: What we know is an island. Every discovery makes its shore longer.
        tip: Light takes its time | The sunlight on your face left the Sun more than eight minutes ago. You never see it as it is now.
        tip: You carry stars | The iron in your blood was made inside stars. You are older than you look.
        tip: The sky is a museum | Some of the starlight you see tonight is older than you. You're looking at the past.
        tip: Silence out there | Sound needs something to travel through. In space, even the biggest explosion is quiet.
        tip: Falling forever | Astronauts float because they are falling around the Earth. They just keep missing it.
        tip: One face of the Moon | The Moon always shows us the same side. It turns exactly once on every trip around us.
        tip: Footprints that stay | There is no wind on the Moon. The footprints up there can last for a very long time.
        tip: Start with your eyes | Give your eyes twenty minutes in the dark. The sky fills up while you wait.
        tip@mars: Blue sunsets | On Mars, the sky is rusty by day. At sunset, it turns blue around the Sun.
        tip@black_hole: Not a vacuum cleaner | A black hole doesn't suck everything in. From far away, it pulls like any star of the same mass.
        myth: There is no gravity in orbit | There is plenty. Astronauts float because they are falling all the time, around us.
        myth: The Moon has a dark side | It has a far side. The Sun shines there as well.
        myth: You need a telescope to begin | You need a dark place and a little patience. Binoculars are already a journey.
        gain: You look at the same sky, and it's deeper.
        gain: Your problems get smaller, in the nicest possible way.
        gain: A question that stays with you all day.
        scene: It's dark, it's cold, and above you there is more than you could count in a lifetime.
        scene: The city is far behind you, your eyes adjust, and one by one they come out.
        hook: You have never seen the stars as they are now.
        hook: This sounds made up, and it isn't.
        hook: Somewhere inside you is a piece of a star.
        tags: #spacefacts #astronomy #didyouknow #universe #stargazing
        see: an astronaut silhouette in front of a vast spiral galaxy | on the edge of a dark lunar crater | starlight with a cold blue rim | cosmic violet, cobalt, gold and black | dust lanes, lens glints, tiny footprints
        see: a glowing nebula unfolding like a flower | in deep star-filled space | inner light in pink and gold | magenta, teal, gold and midnight | fine filaments, countless stars
        """);

    public static readonly Domain History = Domain.Parse("history", "history historical ancient rome roman romans egypt egyptian pyramid pyramids greek greeks medieval vikings viking empire emperor war castle castles knights century archaeology civilization museum renaissance samurai king queen", """
        pain: You learned the dates at school, and nobody told you about the people.
        pain: The past looks grey in books, and it never was.
        pain: You stand in front of the ruins, and all you see is stones.
        truth: History isn't a list of dates. It's people like us who didn't know how it would end.
        truth: Nobody in the past thought of themselves as old-fashioned.
        truth: Most of history was never written down. It was cooked, built, worn and worried about.
        tip: The walls talk | People scratched jokes, love notes and complaints into ancient walls. They were just like us.
        tip: Statues had colour | Many of those white marble statues were once brightly painted. Time washed the colour away.
        tip: Look for the kitchen | Palaces show how a few people lived. Kitchens and streets show how everybody else did.
        tip: Follow the water | Find the river or the harbour on the map. It usually explains why the city is there.
        tip: Ask who wrote it | Every source had a reason to be written. Ask who paid for the ink.
        tip: Small things survive | A comb, a toy or a recipe brings the past closer than a crown does.
        tip: Words are ruins too | Old words hide in the ones we use today. You speak a little history in every sentence.
        tip: Stand where they stood | Go to the place if you can. Distances and light tell you what books leave out.
        tip@rome roman romans: Roads that stayed | Roman roads were so well laid that modern routes still follow some of them.
        tip@egypt egyptian pyramid pyramids: Built by workers | The pyramids were raised by organised crews of workers. They left their own marks in the stone.
        tip@viking vikings: No horned helmets | There is no good evidence that Vikings wore horns into battle. The image came much later.
        myth: People in the past were less clever | They had the same minds and other tools. Look at what they built with them.
        myth: Medieval people thought the Earth was flat | Scholars had known that it is round since antiquity.
        myth: History repeats itself | It rarely repeats. It does rhyme, and that is worth listening to.
        gain: The old street is suddenly full of people.
        gain: You look at today, and understand where it came from.
        gain: The past stops being far away.
        scene: You put your hand on the old stone, and somebody's chisel marks are still there.
        scene: The square is empty at dawn, and for a moment it could be any century.
        hook: They had no idea that they were living in history.
        hook: Everything you picture about the past is too grey.
        hook: This was ordinary once. That's what makes it so strange.
        tags: #historyfacts #historylovers #didyouknow #ancienthistory #storytime
        see: weathered stone columns rising over a quiet forum | beneath a wide evening sky | low golden sun raking the stone | sandstone, terracotta, cypress green and pale gold | chisel marks, long shadows, a single bird
        see: an open old map with a brass compass and a wax candle | on a dark oak table | warm candlelight | parchment, sepia, oxblood and brass | torn edges, ink lines, melted wax
        """);

    public static readonly Domain Science = Domain.Parse("science", "science physics brain neuroscience dinosaurs biology chemistry evolution volcano volcanoes weather facts psychology quantum gravity dna cells atoms atom experiment lightning ocean-life human-body human-memory", """
        pain: You learned the dates and the formulas, and nobody told you why it is exciting.
        pain: You use it every day, and nobody ever told you how it works.
        pain: School made it dry, and it never was.
        truth: The best answers in science began as a question that sounded childish.
        truth: What we know is an island. Every discovery makes its shore longer.
        truth: The world is stranger than anything we made up about it.
        tip: Start with a why | Ask why three times in a row. The third answer is usually the interesting one.
        tip: Change one thing | Change one thing and keep the rest the same. That's an experiment, and you can do it in a kitchen.
        tip: Mostly empty | Atoms are mostly empty space. What feels solid is forces pushing back.
        tip: Your brain fills the gaps | Your eyes have a blind spot. You don't see it, because your brain paints over it.
        tip: The ground is moving | Continents drift about as fast as fingernails grow. Even mountains are passing through.
        tip: Be glad to be wrong | A wrong guess that you can test is worth more than a right one that you can't.
        tip: Look closer | A drop of pond water is full of living things. Wonder starts at your feet.
        tip@quantum: Small plays by other rules | At the smallest scale, things come in steps, not in slopes. That's where the word quantum comes from.
        tip@quantum: Chances, not certainties | Down there, nature answers in chances. Only when you measure do you get one answer.
        myth: We only use a tenth of our brain | We use all of it. Just not all at the same moment.
        myth: Lightning never strikes twice | Tall places are hit again and again. Lightning doesn't keep a list.
        myth: Science has all the answers | It has good questions, and the habit of checking.
        gain: You look at the same puddle, and it's deeper.
        gain: A question that stays with you all day.
        gain: The ordinary world, suddenly not ordinary.
        scene: You hold it up to the light, turn it once, and see something you had never noticed.
        scene: A child asks why, and you notice that you don't know.
        hook: Your senses are lying to you, and they mean well.
        hook: This sounds made up, and it isn't.
        hook: The strangest thing in the room is how ordinary it looks.
        tags: #sciencefacts #didyouknow #curiousminds #learnsomethingnew #sciencelovers
        see: a glass flask catching a beam of split light | on a dark laboratory bench | a thin ray of white light opening into colours | deep navy, prism colours, glass green and silver | fine bubbles, engraved marks, reflections
        see: a glowing model of a human brain made of threads | floating above a dark surface | soft inner light with a violet rim | violet, coral, midnight and pearl | fine fibres, sparks between them
        """);
}
