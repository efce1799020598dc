/// Sentences with places for words: `{animal}` takes one of the list, `{a animal}` puts `a` or `an` before it.
enum DemoTemplates {
  /// What anybody may say about anything.
  static let statements = """
    The {quality} {animal} {did} the {thing} near {place}.
    {person} {surname} bought {number} {things} for {price} in {place}.
    On {weekday}, {day} {month}, the {job} {did} {a quality} {thing}.
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
    The {Made} {idea} began on {day} {month} {year}.
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
    {person} plays the {instrument} {manner}, mostly on a {weekday}.
    {when}, the {relative} of {person} {did} {a container} of {food}.
    {amount} {things} stood {where} the {landscape}.
    The {group} will hold its {event} on {weekday} at {time}.
    If your {illness} does not go away {when}, see {a job}.
    Go to bed early, drink some {drink} and leave the {thing} in the {room}.
    Before you {do} anything, check the {software} and the {website}.
    Write the {term} next to the {shape} and {do} both.
    {person}'s {relative} wrote {a artwork} about {a landscape} in {country}.
    Open the {software}, choose "{thing}" and press {code}.
    {a game} takes {number} minutes and {amount} players.
    Your {relative} may not like it, but it is your {idea}.
    Try to {do} one {thing} every day, even when you feel {feeling}.
    Start with {amount} {things} and one {thing} that you love.
    You do not need {a tool} for that; {a container} will do.
    The {money} is due {when}, so set some {money} aside.
    It helps to write down what you feel: {feeling}, {feeling} or {feeling}.
    {hey}, what {a quality} {animal}!
    There is {a container} {where} the {thing}, and {a shape} {where} the {container}.
    In {country} {a event} without {food} would be {a quality} {idea}.
    The {term} of {a term} is {decimal} times that of {a term}.
    Ask your {relative} first, then the {job}, and {when} the {group}.
    {when} I saw {amount} {animals} {where} the {landscape}.
    The {group} of {place} pays {price} for each {thing}.
    My favourite {artwork} is about {a job} who {did} {a animal}.
    Most of us learn {language} {manner}, with {a quality} {artwork} or {a game}.
    Take {a quality} walk to the {landscape} {when}.
    That depends on your {money}, your {relative} and the {weather}.
    A {quality} {website} will tell you more about {subject}.
    {person} has {a illness} and cannot {do} the {things} {when}.
    Rub {material} on the {shape} until it looks {quality}.
    The {event} in {place} was cancelled because of the {weather}.
    Count the {things} {where} the {container}: {number}, {number} and {number}.
    Turn left at the {room}, walk past the {group} and look for {a color} {shape}.
    Sleep is {quality} for the {body}, and so is {sport}.
    You could give your {relative} {a quality} {thing} or tickets for {a event}.
    Put your {thing} {where} the {thing} and your {thing} {where} the {container}.
    {did} by {a job} from {place}, the {artwork} now hangs in {a group}.
    The {software} said "{made} {number}" and stopped.
    If it still does not work, {do} the {tool} and get some {material}.
    {person} {surname} ({year}–{year}) was {a job} and {a quality} {job}.
    Read the {artwork} aloud, {manner}, to {a relative} or {a animal}.
    From the {landscape} you can see {place}, {place} and the {landscape} of {Made}.
    Two {unit} later the {vehicle} was {where} the {landscape}.
    I cannot say more about {a illness}; please ask {a job}.
    Let the {food} rest {where} the {tool} for {number} {unit}.
    On the one hand it is {quality}, on the other hand it costs {price}.
    Here is {a idea}: {do} the {thing}, wait {number} {unit}, and {do} it again.
    {person}'s list: {thing}, {thing}, {food}, {number} {things}, {a container}.
    What the {relative} calls "{thing}" is really {a tool}.
    We counted {number} {animals} in {country} {when}.
    The {group} and the {group} agreed on {a money} of {number} percent.
    Do you mean the {color} {shape} or the {color} {container}?
    Some {money} is better than none, said the {relative}.
    {person}, {person}, {person} and {amount} others went to the {event}.
    Click on the {shape} {where} the {software}.
    Send the {thing} to {number} {surname} Street, {place}.
    {hey}! The {vehicle} is {where} the {room} again.
    The {job} keeps {amount} {animals} in {a container} {where} the {room}.
    {when} it will be {quality}, with some {weather} {where} {place}.
    {amount} {things} and {amount} {animals} later, the {idea} was over.
    The {quality}, {quality} and rather {quality} {thing} belongs to {a relative}.
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
