extension DemoWords {
  static let qualities = """
    abandoned abstract adjustable ancient annual antique attractive automatic average awkward bare basic bent bitter blank
    blunt bold boring brave breezy brief bright broad broken bulky bumpy busy calm careful careless carved cautious central
    charming chatty cheap cheerful chilly circular classic clean clear clever cloudy clumsy coarse coastal cold colourful
    comfortable common compact complex cosy cracked creamy crisp crooked crowded crunchy curious curly curved daily damp dangerous
    dark dear deep delicate dense different dim direct dirty distant domestic double dramatic dreamy dry dull dusty eager early
    easy elastic elegant empty enormous entire even exotic expensive fair faint faithful familiar famous fancy fast favourite
    fierce fine firm flat flexible floral fluffy foggy folded formal fragile free frequent fresh friendly frosty frozen
    full funny fuzzy gentle genuine giant glossy golden good graceful gradual grand greasy great grim handmade handy happy hard
    harsh heavy helpful hidden high historic hollow honest hot huge humble humid icy important indoor inner invisible jolly juicy
    keen kind large late lazy-looking leafy light lively local lonely long loose loud low loyal lucky lumpy major marine marvellous
    massive medieval medium mellow messy metallic mild minor misty mobile modern moist muddy musical mysterious narrow nasty
    natural nearby neat nervous new nice noble noisy nordic normal northern novel oily old open ordinary original outdoor oval
    painted pale parallel patient peaceful peculiar perfumed permanent pleasant pocket-sized pointed polite popular portable
    powerful practical precious pretty previous private proud public pure quaint quick quiet random rare raw ready real recent
    rectangular regular reliable remote rich rigid ripe robust romantic rough round royal rural rusty sacred safe salty sandy
    satisfied scarce scattered scenic secret seasonal secure separate serious shady shallow sharp shiny short shy silent silky
    silly similar simple single sleepy slender slim slippery slow small smart smooth snug soft solar solid sour southern spacious
    spare sparkling special speedy spicy splendid spotless square stable steady steep sticky stiff stormy straight strange strict
    striped strong stubborn sturdy subtle sunny surprising sweet swift tall tame tart tender terrible thick thin thirsty
    thoughtful tidy tight timid tiny tired tough transparent tricky tropical twisted typical-looking unique unusual upright urban
    useful vague valuable vast velvety vertical vivid warm wavy weak weekly western wet wide wild winding windy wise wobbly
    wonderful wooden woolly worn yearly young zesty
    """

  static let manners = """
    abruptly accidentally afterwards again anxiously awkwardly badly barely beautifully boldly bravely briefly brightly briskly
    busily calmly carefully carelessly cautiously cheerfully cleverly closely clumsily coldly comfortably curiously daily
    deeply delicately eagerly early easily elegantly evenly eventually faintly faithfully fast fiercely firmly fondly freely
    freshly gently gladly gracefully gradually gratefully happily hastily heavily honestly hopefully hourly humbly hungrily
    immediately innocently inside inwardly jealously joyfully justly kindly late lately lazily lightly loosely loudly lovingly
    loyally merrily mildly monthly mysteriously narrowly nearly neatly nervously nicely noisily occasionally oddly often openly
    outside patiently peacefully playfully politely poorly precisely promptly properly proudly punctually quickly quietly
    randomly readily recently regularly reluctantly repeatedly roughly sadly safely secretly seriously sharply shyly silently
    sleepily slowly smoothly softly solemnly soon speedily steadily sternly strictly strongly suddenly sweetly swiftly tenderly
    tensely thoroughly thoughtfully tightly today together tomorrow tonight truthfully twice upstairs urgently vaguely
    warmly weakly wearily weekly well widely wildly wisely yearly
    """

  static let ideas = """
    accident adventure advice agenda agreement ambition anecdote angle announcement appetite argument arrival article assembly
    assignment atmosphere audience award balance ballad bargain beginning behaviour belief benefit birthday border boundary budget
    business campaign career carnival celebration century ceremony challenge championship chance change chapter choice circle
    circus climate club college comedy committee community compromise concert conference confusion contest contract
    conversation council country courage course crisis crowd culture curiosity custom debate decade decision deadline debt
    degree delay delight design detail dialogue diet difference dilemma direction disaster discount discovery discussion
    distance dream duty economy edition education effort election emergency energy episode error essay event evidence example
    exception exercise exhibition expedition experience experiment explanation express failure fame family fashion festival
    fiction figure flavour folklore forecast formula fortune freedom friendship function future game generation goal
    government habit harmony harvest health heritage hobby holiday honour hope horizon humour hurry idea illusion image
    income influence interest interview invention invitation island joke journey judgement justice kingdom knowledge landscape
    language laughter law leader lecture legend leisure lesson letter level library limit list logic luck machine majority market
    marriage matter meaning medicine meeting melody member memory message method minute mission mistake mixture moment mood
    morning motion motive movement mystery myth nation nature network news noise notion number occasion opera opinion orbit order
    origin outcome outline pace pair parade paradox park parliament party passage patience pattern pause peace performance
    period phrase plan pleasure plot poem policy position possibility practice prediction presence pressure price pride principle
    problem process profession profit programme progress project promise proposal prospect proverb purpose quality quantity
    quarrel question race range reason rehearsal relation reminder report request research result reunion reward rhyme rhythm
    riddle risk ritual role romance routine rule rumour scene schedule scheme season secret section sense sequence series service
    shape silence situation skill society solution sound source speech speed standard station statement story strategy strength
    style subject success suggestion summary summer surprise survey suspicion symbol symphony system talent taste team tempo
    tension term theory time title tone topic tour tradition traffic tragedy training travel trend trial trick triumph trouble
    truth understanding union universe vacation value variety version victory view village virtue vision visit voice volume
    vote voyage warning wealth wedding weekend welcome winter wisdom wish wonder word work world year youth
    """

  static let feelings = """
    admiration affection alarm amazement amusement anger anticipation anxiety awe bewilderment bliss boredom calm caution
    cheer comfort compassion confidence contentment delight despair determination disappointment doubt dread eagerness
    embarrassment enthusiasm envy excitement fascination fear fondness fright frustration glee gratitude grief guilt happiness
    homesickness hope horror hunger impatience indifference irritation jealousy joy kindness loneliness longing love
    melancholy misery nostalgia optimism panic passion pity pride regret relief remorse resentment sadness satisfaction
    serenity shame shock shyness sorrow surprise suspicion sympathy thirst thrill tenderness unease wonder worry zeal
    """

  static let months = """
    January February March April May June July August September October November December
    """

  static let weekdays = """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """

  static let units = """
    millimetres centimetres metres kilometres inches feet yards miles grams kilograms ounces pounds tonnes litres millilitres
    gallons pints teaspoons tablespoons cups minutes hours days weeks months seconds degrees watts volts hectares acres percent
    calories joules knots pixels megabytes steps pages
    """

  static let oddSpellings = """
    A4 B-flat C3PO e-mail H2O iPhone McTavish O'Brien rock'n'roll T-shirt X-ray naïve café résumé façade jalapeño über Zürich
    São_Paulo Kraków déjà-vu crème piñata smörgåsbord Łódź señor coöperate Ægir hello_world foo_bar v2.0 #42 @home R2-D2 24/7
    3D CO2 DIY FAQ GPS HTML JPEG NASA NATO PDF USB UNESCO WiFi YouTube eBay LaTeX GitHub JavaScript C++ F# Ph.D. a.m. p.m. etc.
    vs. Mr. Mrs. Dr. No. approx. teh recieve seperate definately wierd occured untill tommorow accomodate goverment thier alot
    """
}
