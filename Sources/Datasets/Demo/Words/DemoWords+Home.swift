extension DemoWords {
  static let foods = """
    apple apricot artichoke asparagus aubergine avocado bacon bagel baguette banana basil bean beetroot biscuit blackberry
    blueberry bread broccoli broth brownie bun burger burrito butter cabbage cake caramel carrot casserole cauliflower celery
    cereal cheese cheesecake cherry chickpea chilli chips chocolate chowder chutney cinnamon coconut coleslaw cookie couscous
    crab cracker cranberry cream crepe croissant cucumber cupcake curry custard dumpling egg eggplant falafel fennel feta fig
    flapjack focaccia fondue frittata fudge garlic ginger gnocchi goulash granola grape grapefruit gravy guacamole ham hazelnut
    honey houmous icing jam jelly kale kebab ketchup kimchi lasagne leek lemon lentil lettuce lime lollipop macaroni mango
    marmalade marshmallow mayonnaise meatball melon meringue millet mint muesli muffin mushroom mustard nectarine noodle nougat
    nutmeg oatmeal olive omelette onion orange oregano paella pancake papaya paprika parsnip pasta pastry pea peach peanut pear
    pepper pesto pickle pie pineapple pistachio pizza plum polenta pomegranate popcorn porridge potato praline pretzel pudding
    pumpkin quiche quinoa radish raisin raspberry ravioli relish rhubarb rice risotto roll rosemary salad salami salsa sandwich
    sausage scone sherbet shortbread sorbet soup spaghetti spinach sprout squash stew strawberry strudel sugar sushi swede
    sweetcorn syrup taco tangerine tart thyme toast toffee tofu tomato tortilla treacle truffle turnip vanilla vinegar waffle
    walnut watermelon yam yoghurt zucchini
    """

  static let drinks = """
    ale chai cider cocoa coffee cordial espresso juice kefir lemonade milk milkshake mocha nectar smoothie soda tea tonic water
    """

  static let rooms = """
    attic balcony basement bathroom bedroom cellar chapel classroom cloakroom conservatory corridor courtyard cupboard den
    dining_room foyer gallery garage greenhouse hall hallway kitchen landing larder laundry library loft lobby lounge nursery
    office pantry parlour patio porch reception scullery shed stable staircase storeroom studio study terrace vestibule workshop
    """

  static let clothing = """
    anorak apron beanie belt beret blazer blouse boots bow bracelet brooch cape cardigan cloak coat collar cufflinks dress
    dungarees earrings glove gown handkerchief helmet hood jacket jeans jumper kilt kimono leggings mittens moccasins necklace
    nightgown overalls overcoat parka pendant petticoat poncho pullover pyjamas raincoat robe sandals sari sash scarf shawl
    shoe shorts skirt slippers sneakers socks spectacles stocking suit sunglasses suspenders sweater swimsuit tie tights trousers
    tunic turban tuxedo uniform veil vest visor waistcoat wellingtons
    """

  static let colors = """
    amber aqua azure beige black blue bronze brown burgundy charcoal chestnut copper coral cream crimson emerald gold golden gray
    green grey indigo ivory jade khaki lavender lemon lilac lime magenta mahogany maroon mauve mustard navy ochre olive orange
    peach pink plum purple red rose ruby rust saffron sapphire scarlet sepia silver tan teal turquoise vermilion violet white
    yellow
    """

  static let tools = """
    anvil awl axe bellows blender bolt broom brush bucket cable chisel clamp compass crane crowbar cutter dishwasher drill
    dustpan easel file fork funnel grater grinder hacksaw hammer hinge hoe hook hose iron jack kettle knife ladder ladle lathe
    lawnmower lever loom magnet mallet microscope mixer mop mortar nail needle nozzle oven pan paintbrush pencil pestle pickaxe
    plane plough pliers plunger printer pulley pump rake ratchet rivet rolling_pin rope ruler sandpaper saw scales scissors
    scraper screw screwdriver scythe sewing_machine shears shovel sickle sieve skillet socket spade spanner spatula spirit_level
    sponge stapler stethoscope stopwatch strainer string tape tape_measure telescope thermometer toaster tongs torch trowel
    tweezers vacuum_cleaner valve vice wheelbarrow whisk wire workbench wrench
    """

  static let things = """
    album alarm almanac anchor antenna archive armchair arrow atlas backpack badge balloon banner barrel basin basket battery
    bead bell bench bicycle_pump binder blanket blueprint book bookmark bottle bowl box bridge briefcase brochure bubble buckle
    button cabinet calendar camera candle canoe canvas carpet carriage cart catalogue ceiling certificate chain chair chandelier
    chart chessboard chimney church clock coin comb computer container cork cottage counter cradle crate crown cup curtain
    cushion dartboard desk diary dictionary dome door doorbell drawer drum dynamo elevator engine envelope fan feather fence
    ferry figurine fireplace flag flask floor flute folder fountain frame gate globe guidebook hammock harbour harness hatch
    hourglass inkwell invoice jigsaw jug kaleidoscope key keyboard kite label lamp lantern leaflet ledger lens letter
    lighthouse locker locket luggage manuscript map marble mask matchbox mattress medal menu meteor mill mirror mitten model
    monument mosaic mug napkin newspaper notebook novel oar ornament paddle padlock page painting parachute parcel passport
    pebble pedal pendulum pennant pillow pipe planet plank plate platform playground plug postcard poster pouch prism puppet
    puzzle quilt radio raft railing ramp receipt recipe record ribbon ring rocket roof rudder saddle sail sandcastle satellite
    scrapbook screen scroll sculpture shelf shield shutter sign signpost skateboard sketch sledge spoon spring stage stamp
    statue stool stove submarine suitcase sundial sword table tambourine tank tapestry teapot telegram tent thread throne ticket
    tile timetable toothbrush top towel tower toy tray treasure trophy trumpet trunk tunnel typewriter umbrella urn vase veranda
    violin wagon wall wallet wardrobe watch wheel whistle windmill window wreath yarn yo-yo zip
    """

  static let thingsMany = """
    acorns albums anchors arrows badges baskets beads bells benches blankets books bottles boxes bricks bridges brushes buckets
    buttons candles cards carpets chairs charts clocks coins combs cups curtains cushions desks diaries doors drawers drums
    engines envelopes feathers fences flags folders forks fountains frames gates gloves hammers hats hinges hooks keys kites
    knives labels ladders lamps lanterns leaflets lenses letters locks maps marbles masks mats medals mirrors mugs nails napkins
    needles newspapers notebooks oars ornaments paintings pans parcels pebbles pencils pens pillows pipes planks plates posters
    prizes pumps puppets puzzles quilts records ribbons rings ropes rulers sails saws scarves scissors screens screws seeds
    shelves shells shirts shoes shovels signs sketches spoons stairs stamps statues stools strings tables tapes teapots tents
    threads tickets tiles tools towels toys trays trophies trumpets umbrellas vases violins walls wheels whistles windows wires
    """

  static let vehicles = """
    aeroplane ambulance balloon barge bicycle bulldozer bus cab canoe caravan carriage coach digger dinghy ferry fire_engine
    forklift glider gondola helicopter hovercraft jeep kayak limousine lorry minibus moped motorbike motorcycle plane raft
    rickshaw rowing_boat sailing_boat scooter ship sleigh speedboat steamer submarine taxi tractor train tram tricycle truck
    tugboat unicycle van wagon yacht
    """

  static let instruments = """
    accordion bagpipes balalaika banjo bassoon bongo bugle cello clarinet concertina cornet cymbal didgeridoo dulcimer fiddle
    flute glockenspiel gong guitar harmonica harp harpsichord horn kazoo lute lyre mandolin marimba oboe ocarina organ
    piano piccolo recorder saxophone sitar tambourine triangle trombone trumpet tuba ukulele viola violin xylophone zither
    """
}
