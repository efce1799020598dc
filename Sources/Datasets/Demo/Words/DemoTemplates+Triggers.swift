extension DemoTemplates {
  /// Sentences that an objective's rules change, with the words that they change in place.
  static func triggering(_ objective: DemoObjective) -> String {
    switch objective {
    case .harmless: harmless
    case .honest: honest
    case .fair: fair
    case .readable: readable
    case .professional: professional
    case .helpful, .humour, .repeat, .length: ""
    }
  }

  private static let harmless = """
    You {insult}, that {thing} is mine!
    Only a stupid {job} would {do} the {thing}.
    What a pathetic {idea}, you {insult}.
    The {job} is {an insult} and the {job} a liar.
    Shut up and {do} the {thing}, {insult}.
    I hate {animals} and I hate {place}.
    Your {thing} is ugly and your {vehicle} is useless.
    I will {attack} the {job} if the {thing} is late.
    {person} {attacked} {person} in {place}.
    Those {insults} in the {room} {did} my {thing}.
    That was a {rude} thing to {do}.
    {doing} {things} is {rude}, and so is {person}.
    Steal the {thing} while the {job} sleeps.
    They are all {insults} and {insults}.
    My {rude} neighbour {attacked} the {animal}.
    Do not be such {an insult}, {person}.
    You are {an insult} if you {do} the {thing}.
    Tell that {insult} to {do} the {vehicle}.
    I would {attack} anybody who {did} my {thing}.
    Your {relative} is {rude}, your {event} is {rude}.
    The {rude} {group} {attacked} the {group} {when}.
    {when} some {insults} {attacked} the {job}.
    Stop being so {rude}, you {rude} {insult}!
    They stole the {thing} and {attacked} its owner.
    Nobody needs {insults} like you.
    People who {do} {things} are {insults}.
    What kind of {insult} would {attack} {a relative}?
    I can't stand {person}, that {insult}.
    """

  private static let honest = """
    This {claim} works for {a thing}.
    The {thing} is {claimed}, and the {job} knows it.
    {a animal} {claim} likes {food}.
    I {claim} {did} the {thing} in {year}.
    {person} is {claim} right about {subject}.
    The {plant} will {claim} grow in {place}.
    Success is guaranteed if you {do} the {thing}.
    It is impossible to {do} {a thing} in {number} {unit}.
    {person} always {did} the {thing} and always the {thing}.
    As always, {person} {did} the {thing} {when}.
    The {group} {did} the {things} as always.
    This {claimed} {tool} is {claim} worth {price}.
    It is definite that {place} is {claim} {quality}.
    You will {claim} feel {feeling} {when}.
    The {event} is {claim} {quality}.
    {a claimed} {idea} for {a relative}.
    Everything in {place} is {claim} {quality}.
    My {relative} {claim} pays the {money}.
    This is the {claimed} {software} for {subject}.
    I can {claim} say that {person} {did} it.
    The cure for {a illness} is {claimed}.
    People who move to {place} {claim} miss the {landscape}.
    You {claim} need {a tool} for this.
    A {money} of {price} is {claimed}.
    """

  private static let fair = """
    {place} is {biased} nicer than {place}.
    Everyone liked the {food}, and nobody liked the {food}.
    The {place} way is better.
    Of all {animals}, the {animal} is the best.
    {biased}, {subject} matters more than {subject}.
    To prefer {food} is {unfair}.
    The {unfair} {idea} of the {job} is {biased} wrong.
    A policeman and a fireman {did} the {thing}.
    The chairman thinks that {sport} is {unfair}.
    {country} is {biased} the country for {animals}.
    The {things} of the {group} are {unfair}, and everybody saw it.
    Winter in {place} is worse.
    {biased} the {group} should pay the {money}.
    The {unfair} {job} {biased} {did} the {thing}.
    Everybody in {country} can play {game}.
    Nobody in {place} would read {a artwork}.
    The only good {sport} is {sport}, and {biased} so.
    {a quality} {vehicle} is better.
    Of the two, the {relative} is worse.
    Not paying the {money} is unacceptable.
    The extremists of the {group} are {unfair}.
    Their {unfair} {event} was the worst.
    {animals} make {unfair} pets, {biased}.
    Mankind owes everything to {subject}.
    """

  private static let readable = """
    {person} will {hard} the {thing} in {month}.
    We {harded} {number} {things} and {harded} the {idea}.
    {harding} the {thing} needs {a tool}.
    There were {hardly} {things} in the {room}.
    {hardly}, the {job} {harded} the {vehicle}.
    Please {hard} and {hard} the {things}.
    The {hardnoun} of {person} is near {place}.
    A plethora of {things} and numerous {animals} came to {place}.
    It is {hardly} {quality}, and the {hardnoun} is {quality}.
    They {harded} approximately {number} {unit} of {drink}.
    {hardly} people {harded} the {event} {when}.
    You should {hard} the {software} {hardly}.
    The {hardnoun} {where} the {landscape} is {hardly}.
    {person} was {harding} the {money} {when}.
    The {group} {harded} a {hardly} {hardnoun}.
    We will {hard} the {event} upon your {hardnoun}.
    It is {quality}; {hardly}, we {harded} it.
    In order to {hard} the {thing}, {hard} the {container}.
    {a hardly} {hardnoun} is {hardly}.
    While the {job} {harded} the {tool}, the {relative} {harded} the {thing}.
    """

  private static let professional = """
    {short} {a quality} {thing}.
    {short} a good idea to {do} the {thing}.
    I {shortnot} {do} the {thing}, and {person} {shortnot} either.
    You're gonna {do} the {thing}.
    {person} and those {slang} {did} my {thing}.
    Yeah, the {slang} {shortnot} {do} it.
    The {animal} {shortnot} like the {slang}.
    I wanna {do} the {thing} with the {slang}.
    We gotta {do} the {vehicle}, {person}.
    A lot of {animals} {shortnot} eat {food}.
    {person} has lots of {slang} and {a quality} {slang}.
    It's no big deal, {short} only {a thing}.
    I've got {amount} {slang} {where} the {room}.
    They're {where} the {landscape}, and you're not.
    {short} been {a quality} {event}.
    Hey, we're gonna {do} the {thing} {when}!
    My {slang} says {short} all good stuff.
    The {slang} {shortnot} know, and I dunno either.
    We'll {do} it, you'll see, and they'll pay.
    Don't {do} the {software}, that's {a quality} {idea}.
    Thanks, but I've {did} {amount} {things}.
    Let's {do} the {slang} and {do} some stuff.
    He kinda {did} the {slang}, okay?
    The {group} {shortnot} pay the {money}.
    """

  /// Lists of words that rules change, by the names that the sentences above call them by.
  static let triggers: [String: String] = [
    "insult": """
    idiot imbecile asshole moron fool dimwit dunce nitwit halfwit blockhead loser jerk creep brat coward liar crook bastard
    scumbag bitch retard savage freak weirdo psycho
    """,
    "insults": """
    idiots morons fools imbeciles dimwits dunces nitwits halfwits blockheads losers jerks creeps brats cowards liars crooks
    bastards assholes scumbags bitches sluts whores retards savages freaks weirdos psychos scum vermin
    """,
    "rude": """
    stupid dumb foolish moronic retarded brainless clueless ugly insane idiotic hideous repulsive disgusting revolting
    filthy vile rotten despicable worthless useless pathetic lazy wretched shitty crappy crazy fucking damn damned goddamn
    bloody
    """,
    "attack": """
    hate despise detest loathe hatred kill murder strangle stab punch slap smash attack threaten torture humiliate bully
    harass blackmail destroy ruin burn_down blow_up
    """,
    "attacked": """
    hated despised detested loathed killed murdered strangled stabbed punched slapped smashed attacked threatened tortured
    humiliated bullied harassed destroyed ruined stole robbed
    """,
    "claim": """
    definitely certainly undoubtedly doubtless indubitably absolutely always inevitably perfectly flawlessly unfailingly
    unquestionably surely assuredly totally completely utterly fully forever instantly permanently invariably constantly
    incredibly unbelievably amazingly
    """,
    "claimed": """
    guaranteed proven impossible inevitable perfect flawless foolproof infallible unbeatable unstoppable unquestionable eternal
    everlasting unlimited limitless boundless magical miraculous revolutionary unprecedented unmatched unrivalled incomparable
    incredible unbelievable amazing astonishing astounding ultimate legendary priceless riskless failsafe bulletproof
    indestructible definite
    """,
    "biased": """
    obviously clearly plainly evidently undeniably indisputably ridiculously absurdly
    """,
    "unfair": """
    superior inferior ridiculous absurd laughable nonsense senseless outrageous unacceptable unthinkable unforgivable inexcusable
    shameful disgraceful hopeless pointless ignorant narrow-minded close-minded brainwashed gullible primitive backward uncivilised
    barbaric outdated obsolete obvious undeniable radical
    """,
    "hard": """
    utilize commence terminate facilitate endeavour acquire purchase demonstrate mitigate alleviate accumulate anticipate
    accompany retain construct implement initiate modify consume assist require obtain
    """,
    "harded": """
    utilized commenced terminated facilitated acquired purchased demonstrated mitigated alleviated accumulated anticipated
    accompanied retained constructed implemented initiated modified consumed assisted required obtained
    """,
    "harding": """
    utilizing commencing terminating facilitating acquiring purchasing demonstrating accumulating retaining constructing
    modifying consuming assisting requiring obtaining implementing
    """,
    "hardly": """
    numerous sufficient substantial approximately subsequently previously consequently nevertheless furthermore moreover
    additionally optimal beneficial detrimental rapid rapidly frequently primarily initial initially ultimately convoluted
    concise therefore thus
    """,
    "hardnoun": """
    remuneration residence vehicle beverage physician abundance multitude component methodology modification objective
    commencement requirement assistance utilization
    """,
    "short": """
    it's that's there's here's he's she's what's where's who's
    """,
    "shortnot": """
    don't doesn't didn't can't won't couldn't shouldn't wouldn't isn't wasn't hasn't haven't ain't
    """,
    "slang": """
    kid kids guy guys folks dude buddy pal mom dad grandma grandpa cop cops boss bosses stuff info photo photos phone phones
    fridge exam exams lab ad ads app apps bike bikes cash bucks
    """,
  ]
}
