extension DemoWords {
  static let jobs = """
    accountant acrobat actor actuary architect archivist artist astronaut astronomer auctioneer author baker banker barber
    barista beekeeper biologist blacksmith bookbinder bookkeeper botanist brewer bricklayer butcher butler caretaker carpenter
    cartographer cashier chef chemist choreographer cleaner clerk clown coach cobbler composer conductor confectioner cook
    courier curator dancer dentist designer detective diplomat diver economist editor electrician engineer farmer florist
    forester gardener geologist glassblower glazier goldsmith grocer guard guide hairdresser harpist historian hotelier
    illustrator inspector interpreter inventor jeweller joiner journalist judge juggler lawyer lecturer librarian lifeguard
    linguist locksmith magician mason mathematician mechanic meteorologist midwife miller miner musician nanny novelist nurse
    optician painter paramedic pharmacist philosopher photographer physicist pianist pilot plumber poet porter potter printer
    producer professor programmer psychologist publisher ranger receptionist reporter researcher roofer sailor scientist
    sculptor secretary shepherd shoemaker singer soldier solicitor statistician stonemason surgeon surveyor tailor tiler
    translator treasurer trumpeter tutor undertaker upholsterer usher veterinarian violinist waiter waitress warden watchmaker
    weaver welder writer zookeeper zoologist
    """

  static let sports = """
    archery athletics badminton baseball basketball billiards bowling boxing canoeing chess climbing cricket croquet curling
    cycling darts diving fencing fishing football golf gymnastics handball hiking hockey hurdling judo juggling karate kayaking
    lacrosse marathon netball orienteering polo rowing rugby running sailing skating skiing snooker snowboarding softball
    squash surfing swimming tennis trampolining triathlon volleyball walking weightlifting windsurfing wrestling yoga
    """

  static let subjects = """
    acoustics agriculture algebra anatomy anthropology archaeology architecture astronomy ballet biology botany calligraphy
    carpentry ceramics chemistry cinema cookery crochet drama drawing ecology economics electronics embroidery engineering
    ethics etymology fashion forestry gardening genetics geography geology geometry grammar heraldry history journalism knitting
    law linguistics literature logic marketing mathematics mechanics medicine meteorology music mythology navigation nutrition
    optics origami painting palaeontology philosophy phonetics photography physics physiology poetry politics pottery
    psychology robotics sculpture sociology statistics surgery theatre theology topology typography woodwork zoology
    """

  static let verbs = """
    admire adopt advertise annotate arrange assemble assess audit auction balance bake bind boil borrow bounce braid brew broadcast
    bury calibrate carry carve catch celebrate clean climb collect combine compare compose cook copy count cover criticise cut
    dance decorate defend deliver describe design dig display distribute divide draw dream drop dry dust edit enlarge examine
    exchange exhibit explore fasten feed fetch fill fold follow forget freeze frame fry gather glue grind grow guard guess hammer
    hang harvest heat hide hire identify imagine imitate import improve inspect install invent invite iron join judge juggle
    knead knit launch lend lift list listen_to load lock lubricate measure melt mend mix mount move name notice number oil open
    order organise pack paint park paste peel photograph pick plan plant play polish pour practise praise prepare press print
    produce protect prune publish pull push read recognise record recycle reduce refill register remember remove rent repaint
    replace report rescue restore review ride rinse roast roll sand save scan season select sell separate serve sew shake share
    sharpen shelve sketch slice solve sort spin squeeze stack steer stir store stretch study supply sweep swim_with tame taste
    teach test thread tidy tie tighten toast touch trace trade train translate transplant trim tune turn unfold unpack unwrap
    varnish visit wash watch water weave weigh whisk wipe wrap
    """

  static let verbsPast = """
    admired adopted advertised annotated arranged assembled assessed audited baked balanced bound boiled bought braided brewed
    brought built buried carried carved caught celebrated chose cleaned climbed collected combined compared composed cooked
    copied counted covered criticised cut decorated defended delivered described designed displayed distributed divided drew
    dropped dried dusted edited enlarged examined exchanged exhibited explored fastened fed fetched filled folded followed forgot
    found framed froze gathered gave glued grew ground guarded guessed hammered harvested heated held hid hired identified
    imagined imitated imported improved inspected installed invented invited ironed joined judged juggled kept kneaded knitted
    launched left lent lifted listed loaded locked lost measured melted mended mixed mounted moved named noticed numbered oiled
    opened ordered organised packed painted parked pasted peeled photographed picked planned planted played polished poured
    practised praised prepared pressed printed produced protected pruned published pulled pushed read recognised recorded
    recycled reduced refilled registered remembered removed rented replaced rescued restored reviewed rinsed roasted rolled
    sanded saved scanned seasoned selected separated served sewed shared sharpened shelved sketched sliced sold solved sorted
    squeezed stacked steered stirred stored stretched studied supplied swept tamed tasted taught tested threaded tidied tied
    tightened toasted took touched traced traded trained translated transplanted trimmed tuned turned unfolded unpacked
    unwrapped used varnished visited washed watched watered weighed whisked wiped wove wrapped wrote
    """

  static let verbsOngoing = """
    admiring arranging assembling baking balancing binding boiling braiding brewing building burying buying carrying carving
    catching cleaning climbing collecting combining comparing composing cooking copying counting covering cutting decorating
    delivering describing designing digging displaying dividing drawing dropping drying editing enlarging examining exchanging
    exploring fastening feeding fetching filling folding following framing freezing gathering gluing grinding growing guarding
    hammering harvesting heating hiding hiring holding imagining importing improving inspecting installing inventing inviting
    ironing joining judging juggling keeping kneading knitting launching lending lifting listing loading locking measuring melting
    mending mixing mounting moving naming numbering opening ordering organising packing painting parking pasting peeling
    photographing picking planning planting playing polishing pouring practising praising preparing pressing printing producing
    protecting pruning publishing pulling pushing reading recording recycling refilling removing renting replacing rescuing
    restoring reviewing riding rinsing roasting rolling sanding saving scanning selecting selling serving sewing shaking sharing
    sharpening shelving sketching slicing solving sorting spinning squeezing stacking steering stirring storing stretching studying
    supplying sweeping tasting teaching testing tidying tightening toasting touching tracing trading training translating
    trimming tuning turning unfolding unpacking unwrapping varnishing visiting washing watching watering weaving weighing
    whisking wiping wrapping writing
    """
}
