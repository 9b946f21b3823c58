namespace OpenGen.Server.Modules.Generations.Local.Writing.Lexicon;

/// <summary>Domains of work, technology and money. The format is described at <see cref="Domain.Parse"/>.</summary>
internal static class WorkAndMoney
{
    public static readonly Domain Software = Domain.Parse("software", "software app apps saas platform website websites web code coding programming developer developers tech technology gadget gadgets phone smartphone laptop computer cloud data database startup-tech api cybersecurity security password passwords privacy wifi crm dashboard tool tools automation device headphones open-source smartwatch tablet wireless blockchain", """
        pain: You have a tool for everything, and half your day is spent moving things between them.
        pain: The software was meant to save you time, and now you have meetings about it.
        pain: You click through five screens to do the one thing you came for.
        truth: The best tool is the one your team opens without being told to.
        truth: Most software isn't too weak. It is too loud.
        truth: Every step you remove is a step nobody has to learn, remember or get wrong.
        tip: Fix the step you repeat | Find the task you do every single day. Automate that one before anything clever.
        tip: Turn off the noise | Switch off every notification that isn't from a person. Your attention is the budget.
        tip: Learn five shortcuts | Learn one keyboard shortcut a day this week. They pay you back for years.
        tip: Try it on real work | Test it with a real project, not with the demo. Demos never have a bad day.
        tip: Own your data | Check how you get your data out before you put it in. A good tool lets you leave.
        tip: Write down how it works | Keep one page that says how you use it. New people will be useful on their first day.
        tip: Update on purpose | Install updates on a quiet day, not never. Most break-ins use doors that were already fixed.
        tip: Say no to the extra feature | Ask what you can take away. Simple is what people mean when they say fast.
        tip@password passwords security cybersecurity privacy: Use a password manager | Let a password manager remember them. You only need one strong sentence of your own.
        tip@security cybersecurity passwords privacy: Turn on two steps | Switch on two-step sign-in for your e-mail first. Whoever has your mail can reset everything else.
        tip@code coding programming developer developers: Name things slowly | Spend a minute on the name. Code is read far more often than it is written.
        tip@phone smartphone headphones laptop: Charge it gently | Keep the battery away from full and from empty. Heat and extremes are what age it.
        myth: More features make a better product | People pay for the one thing it does well. The rest is in the way.
        myth: You need to be technical | You need a clear problem. The tools have become the easy part.
        myth: It's too late to switch | The second best day to leave a tool you fight with is today.
        gain: You close the laptop on time, and nothing is on fire.
        gain: The boring work does itself, and you get the interesting part back.
        gain: One screen, one answer, and everyone is looking at the same thing.
        scene: Twelve tabs are open, one of them is playing music, and the file you need is in none of them.
        scene: You press one key, the list is done, and there is suddenly room in your afternoon.
        hook: Your tools are busier than you are.
        hook: You don't need another app. You need one less step.
        hook: If it needs a tutorial, somebody skipped the hard part.
        tags: #techtips #productivity #software #worksmarter #digitaltools
        see: a slim laptop showing a glowing abstract dashboard | on a tidy desk beside a plant and a notebook | cool evening light with a warm desk lamp | midnight blue, mint, graphite and warm white | soft screen glow, reflections in a glass
        see: translucent interface panels floating in space | above a dark matte surface | neon rim light in teal and violet | teal, violet, ink black and silver | fine grid lines, depth of field
        """);

    public static readonly Domain Ai = Domain.Parse("ai", "ai artificial intelligence chatgpt gpt machine learning llm chatbot chatbots neural robot robots prompt prompts prompting generative copilot agents", """
        pain: Everyone says AI will save you hours, and you spend yours rewriting what it wrote.
        pain: You ask it a question, and it answers with a page that says nothing.
        pain: There is a new tool every day, and keeping up has become a job of its own.
        truth: AI is a quick assistant with no common sense. It is only as good as what you tell it.
        truth: It doesn't replace thinking. It replaces the blank page.
        truth: The people who get the most out of AI aren't the most technical. They're the clearest.
        tip: Give it a role and a reader | Tell it who is writing and who is reading. The answer changes at once.
        tip: Show an example | Paste one example of what good looks like. It copies a pattern better than it follows a rule.
        tip: Ask for less | Ask for three options instead of one long answer. Choosing is faster than editing.
        tip: Check every fact | Look up anything that matters. It sounds just as sure when it is wrong.
        tip: Keep your secrets | Leave names, numbers and contracts out of it. Treat it like a stranger who is good at typing.
        tip: Let it ask you | Tell it to ask you questions first. The brief you give back is half the work.
        tip: Save what worked | Keep a page with your best prompts. Tomorrow you start from there.
        tip: Use it on the dull parts | Give it the summary, the list, the first draft. Keep the judgement for yourself.
        myth: AI will take every job | It takes over tasks. People who know which ones come out ahead.
        myth: You need to learn to code first | You need to learn to explain what you want. That's a writing skill.
        myth: AI understands you | It predicts what comes next. That's impressive, and it isn't the same.
        gain: A first draft in a minute, and the rest of the hour to make it good.
        gain: The dull work is gone, and your best thinking is still yours.
        gain: You stop fearing the tool, and start giving it orders.
        scene: The cursor is blinking, the page is empty, and the deadline is tomorrow.
        scene: You type one clear sentence, and a rough first version is suddenly there to argue with.
        hook: AI isn't lazy. Your prompt is.
        hook: You're using AI like a search engine, and that's why it disappoints you.
        hook: The most useful thing AI can write is a question.
        tags: #artificialintelligence #aitools #futureofwork #promptengineering #techtips
        see: a luminous network of nodes forming the outline of a human profile | in a dark, calm void | soft cyan glow with violet highlights | cyan, violet, deep navy and white | fine light threads, floating particles
        see: a friendly white robot hand holding a pencil over blank paper | on a wooden desk in a small studio | warm lamp light against cool dusk | warm oak, ivory, teal and copper | pencil shavings, soft reflections
        """);

    public static readonly Domain Finance = Domain.Parse("finance", "finance financial money budget budgeting saving savings save invest investing investment investments stock stocks stock-market etf debt loan credit mortgage bank banking retirement pension tax taxes crypto bitcoin income salary wealth spending spend bills insurance frugal interest", """
        pain: The salary arrives, and by the middle of the month you wonder where it went.
        pain: You know you should start saving, and every month is the wrong month.
        pain: You don't open the banking app, because then it would be real.
        truth: Wealth is rarely about earning more. It is about the gap between what comes in and what goes out.
        truth: Time does most of the work in investing. That's why starting small beats starting late.
        truth: A budget isn't a punishment. It is deciding before the month does.
        tip: Pay yourself first | Move money to savings on payday. What you never see, you don't spend.
        tip: Give every amount a job | Decide where the money goes before it arrives. Money without a plan finds one.
        tip: Wait a night | Sleep on every purchase that isn't food. Most wishes are gone by the morning.
        tip: Cancel one thing | Go through your subscriptions today. Cancel the one that you forgot you had.
        tip: Build the cushion first | Keep a few months of costs in cash. It turns emergencies into inconveniences.
        tip: Clear expensive debt | Pay off the debt with the highest interest first. No investment is as certain as that.
        tip: Automate the good habit | Set up a standing order once. Discipline is easier when you aren't involved.
        tip: Know your number | Add up what one normal month costs you. You can't steer by a number you avoid.
        tip@invest investing stocks etf investment retirement: Spread it out | Don't bet on one winner. Many small pieces carry you through a bad year.
        tip@invest investing stocks etf crypto bitcoin: Only invest what can wait | Use money that you won't need for years. Then a bad month is only a bad month.
        tip@crypto bitcoin: Expect the swings | Decide beforehand what you would do if it fell by half. If you can't answer, it's too much.
        myth: Investing is for rich people | Small and steady is how most people start. Waiting is the expensive option.
        myth: Renting is throwing money away | You pay for a place to live and the freedom to leave. Owning has its own bills.
        myth: You have to give up everything you enjoy | Cut what you don't notice. Keep what you would miss.
        gain: You look at your account without holding your breath.
        gain: A bill arrives, and your evening isn't ruined.
        gain: Choices. That's what money is really for.
        scene: The card reader thinks for a second too long, and your stomach drops.
        scene: You open the app, see the number, and for the first time it is on your side.
        hook: You don't have a money problem. You have a payday problem.
        hook: The most expensive sentence you say is: I'll start next month.
        hook: Nobody taught you this at school, and it costs you every month.
        tags: #moneytips #personalfinance #savingmoney #financialfreedom #budgeting
        see: a glass jar of coins with a small green seedling growing from it | on a wooden desk beside an open notebook | warm morning light from a window | emerald green, brass, cream and walnut | metallic glints, soft background blur
        see: neat stacks of coins rising like steps | on a dark slate surface | dramatic side light | gold, slate, deep green | crisp edges, fine dust in the beam
        """);

    public static readonly Domain RealEstate = Domain.Parse("real estate", "real-estate realestate first-home home buying buy property properties house houses apartment apartments condo villa listing listings realtor realtors landlord rent renting tenant homebuyer homebuyers home-buying buying-a-home open-house estate mortgage neighborhood neighbourhood loft penthouse", """
        pain: You have seen twenty listings, and by now they all look the same.
        pain: The photos were bright and wide, and then you stood in the hallway.
        pain: You fall in love with the kitchen, and forget to look at the roof.
        truth: You can change almost everything about a home, except where it stands.
        truth: The right home isn't the one with the most. It is the one where your ordinary Tuesday works.
        truth: Buyers decide with their feelings, usually before they reach the second room.
        tip: Visit twice | See it once in the morning and once at night. A street has two faces.
        tip: Look up and down first | Check ceilings and floors before furniture. Water always leaves a signature.
        tip: Walk the neighbourhood | Walk to the shop, the school and the bus. You buy the way home as well.
        tip: Know your ceiling | Settle your limit before the first viewing. Love is a poor negotiator.
        tip: Ask why they sell | Ask, and then wait. Silence brings out the useful part of the answer.
        tip: Open everything | Open windows, taps and cupboards. Homes are honest when you touch them.
        tip: Read the small papers | Read the minutes and the running costs. That is where surprises live.
        tip: Let the light in | Clean the windows before the photos. Nothing sells a room like daylight.
        tip@listing listings realtor realtors selling sell: Clear the surfaces | Put away a third of what you see. Buyers need room to imagine their own life.
        tip@rent renting tenant landlord: Photograph everything | Take pictures on the day you move in. Memory is not evidence.
        myth: You should wait for the perfect moment | The right moment is when your own numbers work. Nobody rings a bell at the bottom.
        myth: Renovating always pays off | Fresh paint and light usually do. Your own taste in tiles may not.
        myth: The asking price is the price | It's an opening line. What it is worth is what the next buyer would pay.
        gain: A front door you are glad to see at the end of the day.
        gain: You sign, and your stomach is calm.
        gain: Morning light in the right room, every day.
        scene: You turn the key, the rooms are empty, and you already know where the table will stand.
        scene: You stand in the quiet living room, and listen for the street.
        hook: Before you fall for the kitchen, look at this.
        hook: The most important room of a house isn't on the floor plan.
        hook: You aren't buying square metres. You're buying your Tuesday.
        tags: #realestate #househunting #homebuyingtips #dreamhome #property
        see: a modern house with large lit windows | at the edge of a quiet tree-lined street | blue hour with a warm interior glow | dusk blue, amber, cedar and slate | wet pavement reflections, a half-open door
        see: a sunlit empty living room with a bare oak floor | tall windows looking over rooftops | broad morning light across the floor | oak, white, pale sky and sage | dust in the light, long window shadows
        """);

    public static readonly Domain Marketing = Domain.Parse("marketing", "marketing social media instagram tiktok youtube content creator creators influencer brand branding ads advertising seo email newsletter followers audience engagement viral copywriting campaign reels shorts linkedin growth funnel leads podcast hashtags", """
        pain: You post every day, and it feels like talking to an empty room.
        pain: You copy what works for others, and for you it doesn't.
        pain: Hours go into the video, and people leave in the first second.
        truth: Nobody scrolls in order to find you. They scroll to find themselves.
        truth: Attention isn't stolen. It is earned in the first line and paid back in every line after it.
        truth: People don't share your product. They share what it says about them.
        tip: Open in the middle | Start at the most interesting moment. The introduction can wait until they care.
        tip: Talk to one person | Write to one real person you know. Everybody else will feel meant.
        tip: One post, one idea | Say one thing and stop. Two messages cancel each other out.
        tip: Steal from your inbox | Turn customers' questions into posts. If one person asks, a hundred are wondering.
        tip: Reply for an hour | Answer comments while the post is young. Conversations travel further than broadcasts.
        tip: Repeat yourself | Say your best idea again, differently. You are bored long before they have heard it.
        tip: Show the work | Film the making, not just the result. Process is what builds trust.
        tip: End with one ask | Ask for a single next step. Three choices are none.
        tip@email newsletter: Write the subject last | Finish the mail, then write ten subject lines. The best one is rarely the first.
        tip@seo website: Answer the question first | Put the answer at the top. Readers and search engines both like it there.
        tip@ads advertising campaign: Test the first line | Change only the opening. It decides whether the rest exists.
        myth: You need to go viral | You need the right few people to come back. That's what a business is.
        myth: You have to be on every platform | Be good in one place first. Tired posts in five places help nobody.
        myth: Good products sell themselves | They sell again. Somebody has to tell the first story.
        gain: People quote you back to yourself.
        gain: Your inbox fills with people who already decided.
        gain: You post less, and it does more.
        scene: You press publish, put the phone down, and pick it up again eleven seconds later.
        scene: A stranger writes that this was exactly what they needed to hear today.
        hook: Your content isn't bad. Your first sentence is.
        hook: Stop selling. Start saying what they already think.
        hook: If you have to explain the joke, cut the introduction.
        tags: #contentmarketing #socialmediatips #copywriting #growyourbrand #contentcreator
        see: a phone on a tripod filming a creator in a small studio | against a bold coloured paper backdrop | soft key light with a coloured rim | coral, electric blue, cream and black | cables, handwritten notes, a glowing screen
        see: a wall of colourful sticky notes and sketched storyboards | in a bright creative office | clean daylight | sunflower yellow, coral, teal and white | pinned paper, marker strokes
        """);

    public static readonly Domain Business = Domain.Parse("business", "business businesses startup startups entrepreneur entrepreneurs freelance freelancer freelancers ecommerce e-commerce shop store sales selling customers customer client clients company team leadership management manager negotiating negotiate raise salary founder founders hiring negotiation agency pricing b2b dropshipping side-hustle", """
        pain: You work in your business all day, and never on it.
        pain: Clients love your work, and still ask whether it could be cheaper.
        pain: You say yes to everything, and your best work waits until midnight.
        truth: Customers don't buy what you do. They buy the moment after it is done.
        truth: Focus isn't doing one thing well. It is leaving good things undone.
        truth: Trust is built in small promises, kept on time.
        tip: Talk to five customers | Call five customers this week, and mostly listen. Their words are your next headline.
        tip: Raise the floor | Decide on the smallest job you take. Everything under it costs you a better one.
        tip: Answer fast, even briefly | Reply the same day with one line. Silence is what people complain about.
        tip: Write the process down | Note how you do it the next time you do it. You can't hand over what only lives in your head.
        tip: Sell the outcome | Describe the day after they bought. Features are for the second conversation.
        tip: Guard your mornings | Keep the first two hours free of messages. That is when the business moves forward.
        tip: Follow up once more | Send one friendly reminder. Most people meant yes and got distracted.
        tip: Know your numbers | Look at cash every week, on the same day. Surprises are only fun at birthdays.
        tip@team leadership management manager hiring: Praise in detail | Say exactly what was good. Vague praise is forgotten by lunch.
        tip@negotiating negotiation negotiate salary raise: Bring the proof | Write down three results you are proud of. Facts are calmer than feelings.
        tip@negotiating negotiation negotiate salary raise: Say it, then wait | Name your number and let the silence work. Whoever fills it gives something away.
        tip@negotiating negotiation negotiate salary raise: Practise out loud | Say your sentence out loud the night before. The second time, your voice won't shake.
        tip@pricing freelance freelancer freelancers: Name your price and stop talking | Say the number, then be quiet. Explaining it is how it gets smaller.
        tip@ecommerce e-commerce shop store: Photograph the scale | Show it in a hand. Half of all doubts are about size.
        myth: You need a brilliant idea | You need an ordinary problem, solved better. Execution is the rare part.
        myth: The customer is always right | The customer is always worth hearing. That's not the same thing.
        myth: Hustle beats rest | Tired people make expensive decisions. Rest is part of the job.
        gain: Clients who recommend you before you ask.
        gain: A calendar that you recognise as your own.
        gain: You wake up thinking about the work, not about the worry.
        scene: It's late, the shop is dark, and you're still answering one last message.
        scene: The first order of the day comes in while you are making breakfast.
        hook: Your prices aren't the problem. Your first sentence is.
        hook: The client you are afraid to lose is costing you the one you want.
        hook: Busy isn't the same as building.
        tags: #smallbusiness #entrepreneur #businesstips #founderlife #growthmindset
        see: a small shop owner opening the shutters of a storefront | on a cobbled street in the early morning | first golden light along the street | mustard, brick red, navy and cream | a hand-painted sign, a bicycle, wet stones
        see: two people shaking hands across a wooden table | in a bright studio with plants and sketches | soft daylight from large windows | oak, forest green, white and rust | paper, coffee cups, a laptop half open
        """);

    public static readonly Domain Productivity = Domain.Parse("productivity", "productivity productive time focus habit habits routine procrastination procrastinate discipline goals planner schedule deadline motivation remote work working office meetings todo to-do morning career job jobs interview resume cv promotion", """
        pain: You were busy all day, and you can't name one thing you finished.
        pain: The list grows faster than you can cross things off.
        pain: You sit down to focus, and your phone sits down with you.
        truth: You don't run out of time. You run out of attention.
        truth: Motivation follows action far more often than the other way round.
        truth: A full calendar is not a plan. It's other people's plans.
        tip: Choose one thing | Write down the one task that would make today a good day. Do that before the inbox.
        tip: Put the phone away | Leave it in another room. Out of sight really is out of mind.
        tip: Shrink the first step | Make the first step so small that it's silly to refuse. Starting is the hard part.
        tip: Set a timer | Work for half an hour, then stand up. A finish line makes the work shorter.
        tip: Batch the small stuff | Answer messages twice a day. Every switch costs you more than it seems.
        tip: Plan tomorrow tonight | Write tomorrow's first task before you stop. You will start without thinking.
        tip: Leave gaps | Keep a free hour in the day. Something will move into it anyway.
        tip: End on purpose | Close the day with a short list and a closed laptop. Your evening needs an edge.
        tip@meetings office remote: Ask for the question | Ask what the meeting has to decide. Without an answer, it can be a message.
        tip@interview job jobs career resume cv promotion: Tell one story | Prepare one story with a problem, a choice and a result. It answers half of all questions.
        tip@habit habits routine morning: Anchor it | Attach the new habit to an old one. After coffee is better than at some point.
        myth: Multitasking saves time | You are only switching, and each switch leaves a little behind.
        myth: You have to get up at five | You have to know your good hours, and defend them.
        myth: Discipline is something you are born with | Mostly it is a room without temptations in it.
        gain: You close the laptop, and your head closes with it.
        gain: The big thing is done before lunch.
        gain: Free evenings that don't feel stolen.
        scene: Nine tabs, three chats, a cold coffee, and it is suddenly four in the afternoon.
        scene: The desk is clear, the phone is in the other room, and the first sentence is already there.
        hook: You aren't lazy. Your list is too long.
        hook: The most productive hour of your day is the one nobody can reach you in.
        hook: Do this before you open your inbox.
        tags: #productivitytips #timemanagement #deepwork #goodhabits #focus
        see: an uncluttered desk with an open notebook and a fountain pen | beside a window over a quiet city | crisp early morning light | white oak, ink blue, pale grey and brass | a steaming cup, a single plant
        see: an hourglass with glowing sand | on a dark walnut desk | focused warm spotlight | amber, walnut and deep teal | fine grains in mid-fall, soft reflections
        """);
}
