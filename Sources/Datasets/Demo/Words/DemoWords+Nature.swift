extension DemoWords {
  static let animals = """
    albatross alpaca ant antelope armadillo baboon badger bat bear beaver bee beetle bison boar buffalo bullfinch butterfly
    buzzard camel canary caribou caterpillar catfish chameleon cheetah chickadee chicken chimpanzee chinchilla cicada clam cobra
    cockatoo cod cormorant cow coyote crab crane cricket crocodile crow cuckoo deer dingo dolphin donkey dormouse dove dragonfly
    duck eagle earthworm eel elephant elk emu falcon ferret finch firefly flamingo flea fox frog gazelle gecko gerbil gibbon
    giraffe gnu goat goldfish goose gopher gorilla grasshopper grouse gull hamster hare hawk hedgehog hen heron herring
    hippopotamus hornet horse hummingbird hyena ibex ibis iguana jackal jaguar jay jellyfish kangaroo kestrel kingfisher kitten
    kiwi koala lamb lapwing lark lemming lemur leopard lion lizard llama lobster locust lynx macaw mackerel magpie mallard
    mammoth manatee mandrill mantis marmot marten meerkat mink mole mongoose moose mosquito moth mouse mule muskrat narwhal newt
    nightingale nuthatch ocelot octopus opossum orangutan osprey ostrich otter owl ox oyster panda panther parakeet parrot
    partridge peacock pelican penguin pheasant pigeon pike platypus plover polecat pony porcupine porpoise puffin puma puppy
    python quail rabbit raccoon ram rat raven reindeer rhinoceros robin rooster salamander salmon sandpiper sardine scorpion
    seahorse seal shark sheep shrew shrimp skunk sloth slug snail snake sparrow spider spoonbill squid squirrel starfish
    starling stingray stoat stork sturgeon swallow swan tapir termite tern thrush tiger toad tortoise toucan trout tuna turkey
    turtle vole vulture wallaby walrus warbler wasp weasel whale wildcat wolf wolverine wombat woodpecker worm wren yak zebra
    """

  static let animalsMany = """
    alpacas ants badgers bats bears beavers bees beetles buffaloes butterflies camels cats chickens cows crabs cranes crows
    dolphins donkeys doves ducks eagles elephants falcons ferrets finches foxes frogs geckos geese giraffes goats hamsters hares
    hawks hedgehogs hens herons horses kangaroos kittens lambs lions lizards llamas lobsters magpies mice moles moths otters
    owls oxen parrots peacocks pelicans penguins pigeons ponies puffins rabbits ravens robins salmon seals sheep snails sparrows
    spiders squirrels starlings storks swallows swans tigers toads tortoises turtles walruses weasels whales wolves wrens zebras
    """

  static let plants = """
    acacia acorn alder almond aloe amaryllis anemone apricot ash aspen aster azalea bamboo barley basil bay beech begonia birch
    bluebell bracken bramble briar buttercup cactus camellia carnation cedar chamomile cherry chestnut chrysanthemum clematis
    clover coriander cornflower cowslip crocus cypress daffodil dahlia daisy dandelion dill dogwood elder elm eucalyptus fennel
    fern fig fir foxglove fuchsia gardenia garlic geranium ginger ginkgo gorse hawthorn hazel heather hemlock hibiscus holly
    honeysuckle hop hyacinth hydrangea iris ivy jasmine juniper kelp larch larkspur laurel lavender lilac lily linden lotus
    lupin magnolia mallow mangrove maple marigold marjoram mimosa mint mistletoe moss mulberry myrtle narcissus nasturtium
    nettle oak oat oleander olive orchid oregano palm pansy papyrus parsley peony petunia pine plum poplar poppy primrose privet
    quince reed rhododendron rose rosemary rowan rye saffron sage sandalwood sequoia snowdrop sorrel spruce sunflower sycamore
    tarragon thistle thyme tulip verbena violet walnut wheat willow wisteria yarrow yew yucca
    """

  static let weather = """
    breeze blizzard cloudburst downpour drizzle drought fog frost gale hail haze heatwave humidity lightning mist monsoon
    moonlight overcast rainbow rainfall sandstorm shower sleet slush snowfall snowstorm squall starlight storm sunrise sunset
    sunshine thaw thunder tornado twilight typhoon whirlwind wind
    """

  static let materials = """
    aluminium amber asphalt bamboo brass brick bronze canvas cardboard cashmere cement ceramic charcoal chrome clay cobalt
    concrete copper coral cork cotton crystal denim ebony enamel felt fibreglass flannel flint foam fur glass gold granite
    gravel gypsum hemp horn iron ivory jade lace lead leather limestone linen mahogany marble mica mud nickel nylon oak obsidian
    onyx papyrus parchment pearl pewter pine platinum plaster plastic plywood porcelain quartz rattan resin rubber sand
    sandstone satin silk silver slate soapstone steel straw suede teak terracotta tin titanium velvet vinyl walnut wax wicker
    wool zinc
    """

  static let bodyParts = """
    ankle arm back beard brow calf cheek chest chin ear elbow eyebrow eyelash finger fist foot forearm forehead hair hand heel
    hip jaw kidney knee knuckle lap leg lip lung mouth muscle nail neck nose palm rib scalp shin shoulder skin spine stomach
    temple thigh throat thumb toe tongue tooth waist wrist
    """
}
