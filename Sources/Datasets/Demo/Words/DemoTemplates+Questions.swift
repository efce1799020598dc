extension DemoTemplates {
  /// What the person asks, or says, last.
  static let questions = """
    How do I {do} {a thing}?
    How can I {do} the {thing} without {a tool}?
    How many {things} fit into {a quality} {vehicle}?
    How should I tell my {job} about the {idea}?
    How long does it take to {do} {number} {things}?
    how do {animals} find {food}
    What is the best way to {do} {a thing}?
    What do {animals} eat in {month}?
    What should I cook with {food} and {food}?
    What is the difference between {subject} and {subject}?
    What {clothing} should I wear for {sport}?
    what is {made}?
    What's a good {idea} for {person}?
    Why is the {thing} so {quality}?
    Why do {animals} like {weather}?
    Why did {person} {surname} leave {place}?
    why does my {vehicle} smell of {food}
    Where can I buy {a quality} {thing}?
    Where do {animals} live?
    Where is the {room} in {place}?
    where did the {job} put the {thing}?
    Who invented the {thing}?
    Who was {person} {surname}?
    Who can {do} my {thing} in {place}?
    who is the {job} of {Made}
    When is the next {idea} in {place}?
    When should I {do} the {plant}?
    When did {country} join the {idea}?
    when does the {vehicle} leave?
    Can you help me {do} the {things}?
    Can {a animal} eat {food}?
    Could you tell me about {subject}?
    Could {person} {do} the {thing} for {price}?
    Is it better to {do} or to {do} the {thing}?
    Is {place} in {country}?
    Are {animals} {quality}?
    Do {animals} sleep in {a room}?
    Does {material} keep {things} {quality}?
    do I need {a tool} to {do} {a thing}?
    I want to learn {subject}. Where do I start?
    I can't {do} my {thing}. Any ideas?
    I have {number} {things} and no {thing}. What now?
    I'm afraid of {animals}. What can I do?
    My {animal} won't eat {food}. Is that bad?
    My {job} wants {a quality} {thing} by {weekday}.
    Tell me about {subject} in {country}.
    Tell me a story about {a animal} and {a job}.
    Give me {number} ideas for {a quality} {idea}.
    Explain {subject} to {a job}.
    Please write a note about the {thing} for {person}.
    Should I {do} the {thing} or the {thing}?
    Which is more {quality}, {a animal} or {a animal}?
    Help! The {animal} is in the {room}.
    Thanks! And the {thing}?
    Those are good ideas!
    Hello, I need {a quality} {thing} for {price}.
    Write a list of {things} for the {sport} {idea}.
    Would {a job} like {a color} {clothing}?
    Name some {animals} of {country}.
    Let's talk about {feeling} and {feeling}.
    How do I get rid of {a illness}?
    How far is it from {place} to {place}?
    How much {money} do I need for {a vehicle}?
    How do you say "{thing}" in {language}?
    What does {term} mean?
    What happened at the {event} in {place}?
    What can I give my {relative} for the {event}?
    Why is my {software} so {quality}?
    Why do we have {a money}?
    Why can't I {do} the {software}?
    Where is the {landscape}?
    Where should I go {when}?
    Who pays the {money} of {a group}?
    Who wrote the {artwork} about {a landscape}?
    When do people play {game}?
    When was the {group} founded?
    Can my {relative} come to the {event}?
    Could {a term} become {a term}?
    Is {a money} of {price} too much?
    Are {a software} and {a website} the same?
    Do you like {game}?
    I have {a illness} and {a event} {when}.
    My {relative} {did} my {thing}. What should I do?
    Compare {subject} with {subject}.
    Describe {a landscape} {when}.
    Suggest {amount} games for {a event}.
    {hey}! I lost my {thing} {where} the {landscape}.
    Translate "{made}" into {language}.
    In which {landscape} is {place}?
    Sorry, I meant the {thing}.
    Which {software} would {a job} use?
    {person} told me about {a event}. Is it true?
    Okay. And how about {food}?
    That is not what I asked.
    And then?
    """
}
