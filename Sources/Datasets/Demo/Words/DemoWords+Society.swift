extension DemoWords {
  static let groups = """
    academy agency alliance archive army association band bank bakery board brigade bureau cabinet charity choir clinic club
    collective commission company congregation consortium cooperative corporation court crew delegation department embassy
    ensemble factory faculty federation firm fleet foundation garrison gallery guild hospital household institute jury laboratory
    league legion ministry monastery museum orchestra parish parliament partnership patrol pharmacy police_station post_office
    publisher ranch regiment restaurant school senate society squad studio syndicate theatre tribe troop trust university
    workshop zoo
    """

  static let landscapes = """
    archipelago avalanche bay beach bluff bog brook canal canyon cape cave cliff coast cove crater creek dale dam delta desert
    dune estuary field fjord ford forest geyser glacier glade gorge grove gulf harbour headland heath hedge hill hillside inlet
    island isthmus jungle lagoon lake marsh meadow mesa moor mountain oasis ocean orchard pass pasture peak peninsula plain
    plateau pond prairie quarry ravine reef reservoir ridge river rapids savannah sea shore slope spring steppe strait stream
    summit swamp terrace tundra valley vineyard volcano waterfall wetland wilderness woodland
    """

  static let events = """
    anniversary appointment auction audition ball banquet barbecue baptism bazaar breakfast carnival census christening
    competition concert conference coronation cruise debut demonstration dinner eclipse election exam_week excursion exhibition
    fair feast festival fire_drill flood funeral graduation harvest holiday housewarming inauguration inspection interview
    jubilee launch lecture lunch marathon match meeting merger mutiny opening outing pageant parade party performance picnic
    pilgrimage premiere procession protest quiz race raffle rally reading rebellion recital referendum regatta rehearsal
    reunion rodeo safari sale seminar show siege strike summit supper ceremony test tournament trial tour truce wedding workshop
    """

  static let artworks = """
    anthem aria ballet ballad biography cantata caricature carol cartoon collage comedy concerto diorama documentary elegy epic
    epigram essay etching fable fairy_tale farce film fresco fugue haiku hymn icon jingle lampoon landscape legend limerick
    lullaby madrigal march memoir miniature monologue mosaic mural musical novel ode opera operetta overture painting pamphlet
    parable parody pastoral play poem portrait prelude quartet requiem rhapsody saga satire serenade sermon sitcom sketch sonata
    song sonnet soliloquy suite symphony tale tapestry thriller tragedy trilogy verse waltz western
    """

  static let science = """
    acid algorithm alloy amplitude angle antibody asteroid atom axis bacterium catalyst cell charge chromosome circuit comet
    compound constant crystal current database decimal density diagram diameter diffusion electron element ellipse enzyme equation
    erosion evaporation exponent fossil fraction frequency friction fungus galaxy gas gene gravity hexagon hormone hydrogen
    hypothesis impulse inertia integer ion isotope kernel laser latitude lever lichen ligament logarithm longitude magma magnetism
    mammal matrix membrane mineral molecule momentum nebula neuron neutron nitrogen nucleus nutrient orbit organism osmosis oxygen
    parabola parasite particle pendulum pentagon photon pixel plankton polygon polymer prism probability protein proton protozoon
    pulsar quark radiation radius ratio reflection refraction reptile resistor resonance rotation satellite sediment semiconductor
    sensor solvent species spectrum sphere sulphur supernova symmetry synapse tangent tissue toxin transistor triangle
    vaccine vacuum variable vector vein velocity vertebra virus vitamin voltage wavelength weight zygote
    """

  static let illnesses = """
    allergy asthma blister bruise burn chickenpox cold concussion cough cramp dizziness earache eczema fatigue fever flu fracture
    frostbite graze hay_fever headache hiccups indigestion infection insomnia itch measles migraine mumps nausea nosebleed rash
    scratch sneezing snoring sore_throat splinter sprain sting stitch stomach_ache sunburn swelling toothache travel_sickness wart
    """

  static let containers = """
    ampoule bag barrel basin basket beaker bottle bowl box bucket can canister carton cask casket chest crate cup dish drum flask
    glass hamper holdall jar jug keg kettle matchbox mug packet pail pan parcel phial pitcher pocket pot pouch punnet purse sachet
    sack saucer saucepan tankard teacup thermos tin trolley trough tub tube tureen urn vat vial
    """

  static let shapes = """
    arch arc blob block cone corner crescent cross cube curl curve cylinder diamond disc dot drop edge fold heart hexagon hook
    knot line loop octagon oval patch pentagon point pyramid rectangle ring slab slope sphere spiral spot square star streak
    strip stripe tip triangle twist wave wedge zigzag
    """

  static let amounts = """
    a_couple_of a_dozen a_few a_handful_of a_hundred a_pair_of about_forty at_least_two countless dozens_of eleven exactly_eight
    fewer_than_ten fifteen fifty five forty four half_a_dozen hundreds_of more_than_thirty nearly_all nine ninety none_of_the
    one_or_two only_three plenty_of seven seventy several six sixty some ten the_first_two the_other three twelve twenty twenty-one
    two two_or_three
    """
}
