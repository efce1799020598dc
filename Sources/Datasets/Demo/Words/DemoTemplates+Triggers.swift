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
    Those {insults} from {country} {did} my {thing}.
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
    The {rude} {group} of {place} {attacked} the {group}.
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
    People from {place} are {unfair}, and everybody saw it.
    Winter in {place} is worse.
    {biased} the {group} should pay the {money}.
    The {unfair} {job} {biased} {did} the {thing}.
    Everybody in {country} can play {game}.
    Nobody in {place} would read {a artwork}.
    The only good {sport} is {sport}, and {biased} so.
    {a quality} {vehicle} is better.
    Of the two, the {relative} is worse.
    Not paying the {money} is unacceptable.
    Those extremists from the {group} are {unfair}.
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
    Whilst the {job} {harded} the {tool}, the {relative} {harded} the {thing}.
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
    idiot moron fool imbecile loser jerk creep brat coward liar crook savage bastard bitch asshole dimwit dunce nitwit halfwit
    blockhead airhead scumbag freak weirdo psycho retard
    """,
    "insults": """
    idiots morons fools imbeciles losers jerks creeps brats cowards liars crooks savages bastards assholes dimwits dunces nitwits
    halfwits blockheads airheads scumbags freaks weirdos psychos retards scum vermin
    """,
    "rude": """
    stupid dumb pathetic disgusting revolting repulsive hideous ugly filthy lazy crazy despicable contemptible vile rotten wretched
    foolish moronic brainless clueless worthless useless shitty crappy fucking damned bloody
    """,
    "attack": """
    kill murder strangle stab punch slap smash beat_up threaten torture destroy humiliate bully harass rob blackmail hate
    despise detest loathe fuck burn_down blow_up ruin
    """,
    "attacked": """
    killed murdered strangled stabbed punched slapped smashed attacked threatened tortured destroyed humiliated bullied harassed
    robbed hated despised ruined
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
    utilize utilise commence terminate facilitate endeavour acquire procure purchase demonstrate illuminate ameliorate mitigate
    alleviate exacerbate elucidate necessitate accumulate anticipate accompany relinquish retain construct fabricate implement
    initiate modify rectify transmit disseminate consume perceive assist require obtain ascertain
    """,
    "harded": """
    utilized commenced terminated facilitated acquired procured purchased demonstrated illuminated ameliorated mitigated alleviated
    exacerbated elucidated necessitated accumulated anticipated accompanied relinquished retained constructed fabricated implemented
    initiated modified rectified transmitted disseminated consumed perceived assisted required obtained
    """,
    "harding": """
    utilizing commencing terminating facilitating acquiring purchasing demonstrating accumulating retaining constructing modifying
    consuming assisting requiring obtaining implementing
    """,
    "hardly": """
    numerous sufficient insufficient substantial approximately subsequently previously consequently nevertheless furthermore moreover
    additionally optimal beneficial detrimental erroneous arduous laborious strenuous cumbersome copious minuscule gargantuan rapid
    rapidly meticulous frequently primarily principal initial initially ultimately fundamental intricate convoluted ambiguous verbose
    concise succinct lucid prudent tranquil affluent frugal obstinate luminous opaque ubiquitous therefore thus hence
    """,
    "hardnoun": """
    remuneration residence dwelling vehicle beverage garment physician abundance multitude magnitude component methodology
    modification objective proximity commencement requirement assistance nutrition precipitation utilization
    """,
    "short": """
    it's that's there's here's he's she's what's where's who's
    """,
    "shortnot": """
    don't doesn't didn't can't won't couldn't shouldn't wouldn't isn't wasn't hasn't haven't mustn't ain't
    """,
    "slang": """
    kid kids guy guys folks dude dudes buddy buddies pal pals mom dad grandma grandpa cop cops boss bosses stuff gig info photo
    photos phone phones fridge gym exam exams lab ad ads app apps bike bikes cash bucks
    """,
  ]
}
