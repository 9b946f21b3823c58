namespace OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

/// <summary>Domains of eating, drinking and the body. The format is described at <see cref="Domain.Parse"/>.</summary>
internal static class FoodAndBody
{
    public static readonly Domain Coffee = Domain.Parse("coffee", "coffee espresso latte cappuccino barista brew roast roaster roastery bean beans cafe caffeine macchiato cortado aeropress", """
        pain: Your morning cup tastes bitter, so you hide it under sugar and milk.
        pain: You buy good beans, and the cup at home still tastes flat.
        pain: You keep paying for the café cup because yours never comes close.
        truth: Bitter coffee is rarely the bean's fault. It is water that is too hot, or a grind that is too fine.
        truth: Coffee is mostly water, so the water you use is most of what you taste.
        truth: Freshness beats price. Beans roasted recently will outshine an expensive bag that has been open for months.
        tip: Grind right before you brew | Grind just before you brew. Aroma starts to fade within minutes once a bean is broken.
        tip: Weigh your coffee | Put the cup on a kitchen scale. A spoon is a guess, and a guess tastes different every day.
        tip: Let the kettle rest | Wait half a minute after the kettle boils. Slightly cooler water keeps the bitterness out.
        tip: Rinse the paper filter | Rinse the filter with hot water first. It takes the paper taste away and warms the pot.
        tip: Start with a bloom | Pour a little water and pause. Let the grounds bubble up before you pour the rest.
        tip: Store beans in the dark | Keep beans airtight, cool and in the dark. Light and air are what make them stale.
        tip: Clean your gear | Wash the grinder and the pot. Old coffee oils turn rancid, and you taste them in every cup.
        tip@cold_brew: Steep it slowly | Let coarse grounds sit in cold water overnight. Time does the work that heat would do.
        tip@cold_brew: Filter it twice | Strain it once through a sieve and once through paper. The second pass makes it silky.
        tip@espresso: Taste the clock | Watch the shot. If it rushes out sour, grind finer. If it drips out harsh, grind coarser.
        tip@latte: Stretch the milk early | Let air in only while the milk is still cold. After that, just spin it smooth.
        myth: Dark roast is the strongest coffee | Dark roast tastes bolder, but the caffeine is about the same. How much you use matters more.
        myth: The freezer is the best place for your open bag | Beans soak up moisture and smells every time that bag comes out. A sealed tin in the cupboard is kinder.
        myth: Boiling water makes better coffee | It scorches the grounds. A short rest off the boil gives you sweetness instead.
        gain: A cup so smooth that you forget the sugar.
        gain: Five quiet minutes, a warm mug, and a taste you made yourself.
        gain: The smell alone gets you out of bed.
        scene: It is early, the kitchen is dark, and the kettle is just beginning to sing.
        scene: You take the first sip, close your eyes, and for once nobody needs anything from you.
        hook: Your coffee isn't bad. Your first ten seconds are.
        hook: The best café in town could be your kitchen counter.
        hook: If your coffee needs sugar, something went wrong before the cup.
        tags: #coffeelover #homebarista #coffeetime #morningritual #specialtycoffee
        see: a steaming ceramic cup of coffee with a thin crema | on a worn walnut counter beside a gooseneck kettle | soft morning light through a tall window | espresso brown, cream, copper and slate blue | scattered roasted beans, a curl of steam
        see: coffee blooming in a glass pour-over dripper | on a sunlit café bar with a blurred espresso machine behind it | warm side light with gentle haze | chestnut, amber, ivory and deep green | droplets frozen in mid-air, grounds swelling
        """);

    public static readonly Domain Food = Domain.Parse("food", "food street-food milk oat-milk plant-based cook cooking recipe recipes meal meals dinner lunch breakfast kitchen chef restaurant pasta pizza soup sauce bread sourdough bake baking bakery cake dessert chocolate burger taco tacos sushi salad vegan cheese snack snacks steak barbecue bbq dish menu ramen wine tea matcha smoothie protein-shake eggs cookies pastry croissant cocktail", """
        pain: It is six in the evening, the fridge is full, and somehow there is nothing to eat.
        pain: You follow the recipe to the letter, and it still tastes like something is missing.
        pain: By the end of the day, cooking feels like one more chore, so you order in again.
        truth: Most home cooking doesn't need more ingredients. It needs salt at the right time, heat, and a squeeze of something sour.
        truth: Great food is mostly timing. When you add something matters as much as what you add.
        truth: A simple dish with good ingredients beats a complicated one almost every time.
        tip: Salt as you go | Season a little at every step. Salt added early goes into the food, and salt added late sits on top.
        tip: Heat the pan first | Give the pan time to get hot. A hot pan browns, and a cold pan steams.
        tip: Finish with acid | Add a squeeze of lemon or a splash of vinegar at the end. It wakes up everything else.
        tip: Save the pasta water | Keep a cup of the cooking water. Its starch turns a thin sauce into a glossy one.
        tip: Let it rest | Give meat and bread a few minutes before you cut. The juices and the crumb need time to settle.
        tip: Read it through first | Read the whole recipe before you start. Half of all kitchen stress is a step you didn't see coming.
        tip: Dry it before you fry it | Pat food dry before it meets the pan. Water is the enemy of a golden crust.
        tip: Taste, then taste again | Taste while you cook, not when you serve. It is the one habit every good cook shares.
        tip@bread sourdough bake baking: Watch the dough, not the clock | Go by how the dough looks. A warm kitchen is fast and a cold one is slow.
        tip@bread sourdough baking bakery cake: Weigh the flour | Use a scale instead of a cup. Flour packs down, and a cup of it is never the same twice.
        tip@sourdough bread: Feed the starter first | Bake when the starter is bubbly and domed. A sleepy starter makes a heavy loaf.
        tip@pizza: Stretch, don't roll | Push the dough out with your fingertips. A rolling pin presses out the air you waited for.
        tip@tea: Mind the water | Let the water cool for green tea. Boiling water pulls out the bitterness first.
        myth@steak meat burger bbq barbecue: Searing meat seals in the juices | Searing gives you flavour and a crust. It is resting that keeps the juices where they belong.
        myth: Fresh is always better than frozen | Frozen vegetables are picked ripe and chilled fast. Out of season, they often taste better.
        myth: Good food takes hours | Plenty of classics are on the table before delivery would have found your door.
        myth: Recipes have to be followed exactly | Baking likes precision. Almost everything else likes your taste.
        gain: A table that goes quiet after the first bite.
        gain: Food that tastes like somebody cared, because somebody did.
        gain: Dinner is on the table, and the kitchen is still standing.
        scene: Onions hit the warm butter, and suddenly everyone in the house is asking what's for dinner.
        scene: You tear off a piece, the steam rises, and nobody is looking at a phone.
        hook: This is why the restaurant version tastes better than yours.
        hook: Your food doesn't need more spice. It needs this.
        hook: One small habit separates a cook from somebody who follows recipes.
        tags: #homecooking #foodie #easyrecipes #cookingtips #foodlover
        see: a rustic bowl of fresh food garnished with herbs | on a linen-covered oak table with scattered ingredients | golden late-afternoon window light | tomato red, basil green, butter yellow and warm oak | steam rising, crumbs, a glint of olive oil
        see: hands tearing warm bread over a wooden board | in a lived-in kitchen with copper pans behind | low warm sunlight with long shadows | honey, rust, cream and olive green | flour dust hanging in the light
        """);

    public static readonly Domain Fitness = Domain.Parse("fitness", "fitness gym workout workouts exercise exercises training trainer muscle muscles strength lifting squat squats pushup running run runner runners marathon jog jogging cardio hiit abs stretch stretching cycling swim swimming crossfit athlete athletes sport sports pilates walking steps dumbbell", """
        pain: You start strong on Monday, and by Thursday the shoes are back in the corner.
        pain: You train hard for weeks, and the mirror says nothing happened.
        pain: You wait for motivation, and motivation never calls.
        truth: Your body doesn't change while you train. It changes while you recover.
        truth: The perfect plan that you quit loses to the simple plan that you keep.
        truth: Progress is built from boring sessions that you didn't skip.
        tip: Start smaller than you want | Begin with less than you can do. You want to finish the first week hungry for more.
        tip: Tie it to a habit | Train right after something you already do. A fixed trigger beats willpower.
        tip: Form before weight | Own the movement before you add load. Clean repetitions are what you get stronger from.
        tip: Write it down | Log what you did. One more repetition than last time is all that progress is.
        tip: Sleep like it counts | Protect your sleep. It is when tired muscle turns into stronger muscle.
        tip: Warm up on purpose | Take five minutes to move your joints. A warm body lifts better and complains less.
        tip: Pack tonight | Put your kit by the door tonight. Tomorrow morning, you will have one excuse less.
        tip: Rest without guilt | Plan a rest day the way you plan a workout. It is part of the training, not a break from it.
        tip@running runner run jog marathon: Run slower | Run at a pace where you can still talk. Easy miles are what make fast ones possible.
        tip@running runner run: Shorten your stride | Land under your hips, not ahead of them. Shorter steps are quieter and kinder to your knees.
        tip@squat squats legs: Push the floor away | Think of pushing the floor down, not of standing up. Your chest will follow.
        tip@stretching stretch mobility pilates flexibility: Breathe out into it | Let the stretch deepen on the breath out. Forcing it makes the muscle fight back.
        myth: No pain, no gain | Effort is the point, and pain is a warning. Sore is fine, sharp is not.
        myth@abs belly weight gym workout workouts training: Crunches burn belly fat | They build the muscle underneath. Where fat leaves first is not something you can choose.
        myth: You need an hour or it doesn't count | A short session you repeat will beat the long one you keep putting off.
        myth: You're too late to start | Bodies answer to training at every age. They're only waiting to be asked.
        gain: Stairs that don't leave you out of breath.
        gain: You stand taller, sleep deeper, and trust your own body again.
        gain: The quiet pride of a promise kept to yourself.
        scene: The alarm rings, it is raining, and your hand is already on the snooze button.
        scene: You lace up anyway, and ten minutes in, something in your head goes quiet.
        hook: You don't need more motivation. You need a smaller first step.
        hook: The workout that changes you is the one you almost skipped.
        hook: Stop training harder. Start training like this.
        tags: #fitnessmotivation #workoutroutine #stronger #trainsmart #healthyhabits
        see: an athlete tying running shoes in mid-stretch | on a wet city bridge at dawn | cold blue light with a warm rim of sunrise | steel blue, signal orange, charcoal and white | mist of breath, puddle reflections
        see: a strong figure lifting a barbell | in a raw concrete gym with high windows | hard side light cutting through chalk dust | graphite, bone white and electric red | chalk clouds, taut muscles, worn rubber floor
        """);

    public static readonly Domain Wellness = Domain.Parse("wellness", "wellness yoga meditation meditate meditating mindfulness mindful stress anxiety calm breath breathing breathwork relax relaxation burnout selfcare self-care mental spa massage gratitude journaling balance wellbeing", """
        pain: Your body is on the sofa, and your head is still at work.
        pain: You say you are fine so often that you have stopped checking.
        pain: The day ends, the noise doesn't.
        truth: Calm isn't the absence of thoughts. It is not following every single one.
        truth: A long breath out tells the body that it is safe. You can do that anywhere.
        truth: Rest isn't a reward for finishing. It is how you finish.
        tip: Lengthen the exhale | Breathe in for four, out for six. Two minutes are enough to feel your shoulders drop.
        tip: Put the phone in another room | Leave your phone outside the bedroom. The first quiet minutes of the day should be yours.
        tip: Name what you feel | Say it plainly: I am tired, I am worried. A feeling with a name weighs less.
        tip: Take a walk without headphones | Walk around the block with nothing in your ears. Let your mind finish its sentences.
        tip: Start with one minute | Sit for a single minute. A practice this small is hard to skip.
        tip: Write three lines | Put three lines on paper before bed. What is on paper doesn't need to circle in your head.
        tip: Unclench | Drop your jaw, your shoulders, your hands. Tension hides where you don't look.
        tip: Guard one empty hour | Keep one hour a week with nothing in it. Nothing is where you come back to yourself.
        tip@yoga: Let the breath lead | Move when you breathe, and pause when you can't. The breath is the teacher here.
        tip@yoga: Bend your knees | Soften the knees in every fold. Your back will thank you, and the stretch goes where it should.
        tip@meditation meditate meditating: Expect to wander | Notice that you drifted, and come back. That return is the exercise.
        myth@meditation meditate mindfulness yoga: Meditation means an empty mind | Minds think. The practice is noticing it, and beginning again.
        myth: Self-care is selfish | An empty cup pours nothing. The people around you feel the difference first.
        myth@yoga: You have to be flexible for yoga | That is like saying you have to be clean to take a bath.
        myth: You need a free hour to relax | One slow minute, taken on purpose, already counts.
        gain: A head that is quiet enough to hear yourself think.
        gain: You answer instead of snapping, and you notice the difference.
        gain: Evenings that feel like evenings again.
        scene: The house is asleep, the window is open, and for once there is nothing you need to do.
        scene: You breathe out, slowly, and realise how long you had been holding it.
        hook: You aren't lazy. You're tired, and that is something else.
        hook: Before you scroll on, drop your shoulders.
        hook: The calmest person in the room is doing one thing differently.
        tags: #mindfulness #calmmind #selfcare #slowliving #breathe
        see: a person sitting cross-legged in quiet meditation | on a wooden deck above a misty lake | pale dawn light with soft fog | sage green, sand, dusty rose and pearl grey | still water, a single bird, loose linen clothes
        see: smooth stones and a single candle beside folded linen | in a bright minimal room with a potted olive tree | diffused window light | warm white, clay, eucalyptus green | a thin thread of smoke, long soft shadows
        """);

    public static readonly Domain Sleep = Domain.Parse("sleep", "sleep sleeping insomnia bedtime bed mattress pillow nap napping tired rest night dreams snoring", """
        pain: You are exhausted all day, and the moment your head hits the pillow you are wide awake.
        pain: You sleep enough hours, and still wake up as if you hadn't.
        pain: It is past midnight, and you are doing the maths on how little sleep is left.
        truth: Good sleep starts in the morning, with daylight and a steady wake-up time.
        truth: Your body doesn't have a switch. It has a slow dimmer, and the evening is when you turn it.
        truth: Scrolling isn't winding down. It is giving a tired brain more to do.
        tip: Wake at the same time | Get up at the same hour every day. The evening will fall into place behind it.
        tip: Get light early | Step outside soon after waking. Morning light sets the clock for the night to come.
        tip: Cool the room | Turn the heating down. The body sleeps best when it can lose a little warmth.
        tip: Stop caffeine after lunch | Keep coffee to the first half of the day. It stays with you for far longer than you feel it.
        tip: Dim everything | Lower the lights an hour before bed. Darkness is the signal your brain waits for.
        tip: Park your worries | Write tomorrow's list before you lie down. Your head can stop rehearsing it.
        tip: Leave the bed if you can't sleep | Get up, read something dull, come back sleepy. Bed should mean sleep and nothing else.
        tip: Charge the phone elsewhere | Let the phone sleep in the kitchen. Buy a cheap alarm clock instead.
        myth: You can catch up at the weekend | A long lie-in shifts your clock. Sunday night then pays for it.
        myth: A nightcap helps you sleep | It helps you doze off. Then it keeps you from sleeping deeply.
        myth: Older people need hardly any sleep | They often get less. The need itself barely changes.
        gain: Mornings where you wake up before the alarm, and don't mind.
        gain: More patience, clearer thoughts, and a face that looks like you again.
        gain: You lie down, breathe out, and the day lets go.
        scene: It is quiet outside, the ceiling is grey, and you know every crack in it by now.
        scene: You open your eyes, the room is bright, and you slept straight through.
        hook: You don't have a sleep problem. You have an evening problem.
        hook: The worst thing for your sleep is already in your hand.
        hook: Better nights begin before breakfast.
        tags: #bettersleep #sleepwell #nightroutine #restandrecover #healthyhabits
        see: a neatly made bed with rumpled linen sheets | in a calm bedroom with sheer curtains moving | blue hour light and one warm bedside lamp | midnight blue, oat, soft amber and lavender | a book face down, a glass of water
        see: a person asleep under a knitted blanket | beside a window with a starry sky | moonlight with a faint warm glow | indigo, silver and warm cream | soft folds, a cat curled at the feet
        """);

    public static readonly Domain Nutrition = Domain.Parse("nutrition", "nutrition diet dieting healthy eating weight protein vitamins vitamin calories sugar supplement supplements hydration water fibre fiber gut macros fasting keto vegetables fruit", """
        pain: You eat well all day, and at nine in the evening the cupboard wins.
        pain: Every week a new diet tells you that the last one was wrong.
        pain: You are hungry an hour after lunch, and you blame your willpower.
        truth: Hunger is information. Often it just means that the last meal had too little protein or fibre.
        truth: What you eat most days matters far more than what you eat on one.
        truth: The best diet is the one you would still be happy with a year from now.
        tip: Build the plate from protein | Start the plate with protein, then add colour. It keeps you full for longer.
        tip: Drink before you snack | Have a glass of water first. Thirst is very good at pretending to be hunger.
        tip: Eat the fruit, skip the juice | Choose the whole fruit. The fibre slows the sugar down.
        tip: Add before you cut | Add a vegetable before you forbid anything. There is less room for the rest.
        tip: Shop after you eat | Never shop hungry. What isn't in the house isn't eaten at night.
        tip: Slow down | Put the fork down between bites. Fullness takes a while to arrive.
        tip: Plan one meal | Decide on tomorrow's lunch tonight. One planned meal saves you from three bad choices.
        tip: Keep what you love | Leave room for a favourite. A plan without joy doesn't survive a hard week.
        myth: Carbs make you fat | Too much of anything does. Whole grains and potatoes have fed people well for ages.
        myth: You need a detox | Your liver and kidneys are already on it. Give them water, sleep and time.
        myth: Eating late ruins everything | What and how much you eat counts for more than the clock.
        gain: Steady energy, with no crash in the middle of the afternoon.
        gain: You eat, you enjoy it, and you don't think about it afterwards.
        gain: A fridge that makes the good choice the easy one.
        scene: You open the fridge, and for the first time this week it is full of colour.
        scene: It is three in the afternoon, your eyes are heavy, and the vending machine is humming.
        hook: You aren't weak at night. You're underfed at noon.
        hook: Eat more of this before you cut anything.
        hook: The healthiest thing on your plate is the habit behind it.
        tags: #healthyeating #nutritiontips #eatwell #wholefoods #healthyhabits
        see: a colourful bowl of greens, grains and roasted vegetables | on a pale stone counter beside cut lemons | bright clean daylight from the left | leaf green, carrot orange, beet red and chalk white | water droplets, seeds, a linen napkin
        see: fresh fruit and vegetables spilling from a paper bag | on a sunlit kitchen table | crisp morning light with soft shadows | lemon yellow, tomato red, mint and natural wood | dew, textured peel, leaves
        """);

    public static readonly Domain Beauty = Domain.Parse("beauty", "skincare skin beauty makeup serum moisturizer moisturiser cream sunscreen spf acne pores glow retinol cleanser cosmetics cosmetic lipstick mascara hair haircare shampoo conditioner curls nails nail facial fragrance perfume lashes salon barber complexion wrinkles anti-aging", """
        pain: Your shelf is full of bottles, and your skin is still confused.
        pain: You try the product everyone swears by, and your face swears back.
        pain: You cover it in the morning, and it is back by the evening.
        truth: Skin likes boring. A few good steps, every day, beat a dozen that change every week.
        truth: Most glow isn't bought. It is a barrier that is left alone long enough to heal.
        truth: Sunscreen is the one product that protects the work of all the others.
        tip: Wear sunscreen daily | Put on sunscreen every morning, clouds or not. It does more than any serum can repair.
        tip: Cleanse gently | Wash with lukewarm water and a mild cleanser. Squeaky clean is skin asking for help.
        tip: One new thing at a time | Add one product, then wait a few weeks. Otherwise you never know what worked.
        tip: Moisturise on damp skin | Apply your cream while the skin is still a little wet. It locks that water in.
        tip: Patch test first | Try it behind the ear for a day. A small red spot there saves your whole face.
        tip: Don't forget the neck | Take everything down to the neck. It ages with your face and gets half the care.
        tip: Change the pillowcase | Sleep on a fresh pillowcase. Your cheek spends all night on it.
        tip: Hands off | Stop touching your face. Most marks come from fingers, not from pores.
        tip@retinol: Begin slowly | Use it two nights a week at first. Skin needs time to learn it.
        tip@hair haircare shampoo curls conditioner: Wash the roots, not the lengths | Shampoo the scalp only. What runs down is enough for the rest.
        tip@hair haircare curls: Squeeze, don't rub | Press the water out with a soft cotton shirt. Rubbing is where frizz begins.
        tip@makeup lipstick mascara: Less, then build | Start with half of what you think you need. You can always add, and rarely take away.
        myth: Oily skin needs no moisturiser | Dry it out and it makes even more oil. A light cream calms it down.
        myth: Natural always means gentle | Poison ivy is natural too. What matters is how your skin answers.
        myth: Pores open and close | They have no muscles. Clean ones simply look smaller.
        gain: Skin that feels comfortable before anything is on it.
        gain: You catch your reflection, and you stay a second longer.
        gain: Mornings that take minutes, and a face that looks rested.
        scene: You lean into the mirror in the harsh bathroom light, looking for what changed overnight.
        scene: Warm water, clean hands, two quiet minutes that belong to nobody else.
        hook: Your skin doesn't need ten steps. It needs you to stop.
        hook: If your skin stings, it isn't working. It's asking you to quit.
        hook: The glow you want is hiding under too many products.
        tags: #skincareroutine #glowingskin #beautytips #skinbarrier #selfcare
        see: a frosted glass serum bottle with a single drop on the pipette | on wet travertine stone with a sprig of eucalyptus | clean diffused light with a soft highlight | blush, pearl, sage and clear glass | water ripples, tiny bubbles, long soft shadow
        see: a close portrait of a person with dewy natural skin | against a plain apricot wall | large soft window light | apricot, ivory, honey and rose | fine skin texture, a damp strand of hair
        """);

    public static readonly Domain Fashion = Domain.Parse("fashion", "fashion style outfit outfits clothes clothing wardrobe dress dresses jeans shirt shirts tshirt t-shirts shoes sneakers jacket streetwear denim jewelry jewellery watch watches handbag bag bags accessories capsule thrift vintage sunglasses boutique linen suit hoodie", """
        pain: Your wardrobe is full, and you still have nothing to wear.
        pain: It looked perfect on the hanger, and it has hung there ever since.
        pain: You buy for the life you imagine, and get dressed for the one you have.
        truth: Style isn't more clothes. It is fewer clothes that know each other.
        truth: Fit does more than any label. A well-fitting basic looks like money.
        truth: You wear a handful of pieces most of the time. Those are the ones worth spending on.
        tip: Fit comes first | Check the shoulders and the length. A tailor can turn a good piece into yours.
        tip: Choose a palette | Pick three colours that you love together. Suddenly everything matches.
        tip: Count the outfits | Think of three outfits before you buy it. If you can't, leave it there.
        tip: Turn the hangers | Hang everything backwards and turn what you wear. In a season, you will know what to let go.
        tip: Feel the fabric | Touch it, scrunch it, hold it to the light. Fabric is what you will still notice in a year.
        tip: One hero a day | Let one piece speak. The rest of the outfit is there to listen.
        tip: Care on purpose | Wash cold and hang to dry. Clothes wear out in the machine, not on you.
        tip: Shoes finish the sentence | Look at your shoes last. They decide what the whole outfit says.
        tip@jeans denim: Sit down in them | Try them sitting, not just standing. Denim has to like the way you live.
        tip@vintage thrift: Check the seams | Turn it inside out. Good seams have already proved that they last.
        tip@jewelry jewellery watch watches: Mix one old, one new | Wear one piece with a history beside one that is new. It looks collected, not bought.
        myth: Expensive means better made | Look at the stitching, the lining and the weight. A price tag is not a seam.
        myth: Black goes with everything | It goes with black. Navy and grey are kinder to most other colours.
        myth: Trends are for everyone | A trend is an offer. You are allowed to say no.
        gain: You get dressed in two minutes, and feel like yourself all day.
        gain: A wardrobe where every hanger is a yes.
        gain: Compliments that are about you, not about what you are wearing.
        scene: Clothes on the bed, clothes on the chair, and you are late in the shirt you always wear.
        scene: You catch yourself in a shop window and, for once, you like who is walking by.
        hook: You don't need more clothes. You need fewer maybes.
        hook: The best-dressed person you know owns less than you do.
        hook: Before you buy it, ask this one question.
        tags: #styletips #capsulewardrobe #outfitideas #everydaystyle #slowfashion
        see: a person in a tailored coat walking through a city street | past a limestone façade with tall windows | low autumn sun with long shadows | camel, charcoal, cream and a flash of crimson | fabric in motion, polished leather
        see: a carefully arranged rail of clothes in three colours | in a bright loft with wooden floors | soft north light | sand, ink blue, ecru and tan | visible weave, brass hanger, folded knitwear
        """);
}
