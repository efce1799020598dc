/// Sentences with places for words: `{animal}` takes one of the list, `{a animal}` puts `a` or `an` before it.
enum DemoTemplates {
  /// What anybody may say about anything.
  static let statements = """
    The {quality} {animal} {did} the {thing} near {place}.
    {person} {surname} bought {number} {things} for {price} in {place}.
    On {weekday}, {number} {month}, the {job} {did} {a quality} {thing}.
    My {job} says that {plant} needs {number} {unit} of {drink} a week.
    Put the {food} and the {food} in {a color} {material} bowl.
    You can {do} the {thing} with {a tool} and some {material}.
    First {do} the {thing}, then {do} the {thing}, and {manner} {do} the rest.
    The {subject} teacher from {country} likes {sport} and {quality} {things}.
    In {year}, {person} moved from {place} to {place} to study {subject}.
    It takes about {number} {unit} to {do} {a thing}.
    {person} and {person} met at {time} in the {room}.
    The {color} {vehicle} stopped {manner} beside the {quality} {room}.
    Most {animals} eat {food}, {food} and a little {plant}.
    A pinch of {plant} makes the {food} taste {quality}.
    I would {do} it {manner} if I were you.
    The {idea} of the {job} was {quality} but {quality}.
    Her {body} was sore after {number} {unit} of {sport}.
    We felt {feeling} when the {weather} came over {place}.
    {made} is a small town between {place} and {Made}.
    They call the {animal} "{made}" in {language}.
    The {thing} (see page {number}) belongs to {person} {surname}.
    Use {material} instead of {material}; it is {quality} and {quality}.
    He {did} the {instrument} and {did} the {instrument}.
    Nothing in the {room} was {color} except the {thing}.
    There are {number} {things} and {number} {animals} in the {Made} museum.
    {a quality} {thing} costs {price}, {a quality} one {price}.
    After the {weather}, {number} {things} lay in the {room}.
    Many people in {country} speak {language} and some {language}.
    {person} wore {a color} {clothing} and {a quality} {clothing}.
    The {job} {did} {number} {things} in {number} {unit}.
    {doing} the {thing} is {a quality} way to learn {subject}.
    Start by {doing} the {things}, and end by {doing} the {thing}.
    The road from {place} to {place} is {number} {unit} long.
    Call {person} at {time} or write to {made}@{made}.org.
    Warm the {drink} to {number} degrees and add the {food}.
    Some say that {a animal} brings {feeling}, others prefer {a animal}.
    Every {weekday} the {job} walks to the {room} to {do} the {things}.
    The flag of {country} is {color}, {color} and {color}.
    When you {do} the {thing}, keep your {body} away from the {tool}.
    {subject} and {subject} have {a idea} in common.
    {number} of {number} {things} were {quality}.
    The last {animal} {did} {manner} and {did} {number} {things}.
    What {person} {did} in {year} was {a quality} {idea}.
    If the {thing} is {quality}, {do} it with {material}.
    Between {time} and {time} the {room} is {quality}.
    The {Made} {idea} began on {number} {month} {year}.
    Nobody told {person} that the {thing} was made of {material}.
    {a job} in {place} earns about {price} a month.
    Look for the {color} {thing}, the {color} {thing} and the {color} {thing}.
    Bring {a clothing}, {a tool}, {number} {things} and some {food}.
    I read about {a quality} {animal} in a book by {person} {surname}.
    The {plant} grows {manner} where there is {weather}.
    {person}'s {vehicle} has {number} {quality} {things}.
    This {thing} weighs {decimal} {unit}, that one {decimal}.
    Mix {decimal} {unit} of {drink} with {number} {unit} of {food}.
    "{made} {made}," said the {job}, and {did} the {thing}.
    The winner of the {sport} {idea} was {person} from {country}.
    Keep {a quality} {thing} in the {room} for the {weather}.
    Version {decimal} of {Made} supports {odd} and {odd}.
    The code {code} opens the {thing} in {room} {number}.
    Ask the {job} for {a thing} before you {do} the {vehicle}.
    My neighbour {person} has {number} {animals} and {a quality} {animal}.
    It was {time} on a {quality} {weekday} in {month}.
    The {thing} fell off the {thing} and broke into {number} pieces.
    {country} sold {number} tonnes of {material} to {country} in {year}.
    A {sport} lesson with {person} lasts {number} {unit}.
    The {animal}, the {animal} and the {animal} shared the {food}.
    You will find {a quality} {room} behind the {color} door.
    Slice the {food}, {do} the {food} and serve it with {drink}.
    {person} plays the {instrument} {manner}, mostly on {weekday}s.
    """

  /// Short remarks that begin or join answers.
  static let remarks = """
    That is a good question.
    Let me think about that.
    Here is what I know.
    Here are some ideas.
    I see what you mean.
    There are several ways to do it.
    It depends on the {thing}.
    I am happy to help with the {thing}.
    Thank you for asking about {subject}.
    This may take {number} {unit}.
    Here is one more thing.
    Please take care of your {body}.
    Good luck with the {idea}!
    Have fun in {place}!
    I hope this helps.
    Does that make sense?
    Would you like to know more about {subject}?
    What kind of {thing} do you have?
    No, sorry.
    Yes, of course!
    Wait... what about the {animal}?
    Not really; try {place}.
    """
}
