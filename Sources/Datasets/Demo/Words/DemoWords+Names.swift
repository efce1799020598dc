extension DemoWords {
  static let people = """
    Aaron Abigail Adaeze Adele Adrian Agnes Ahmed Aiko Akira Alana Albert Alessia Alfred Alice Alina Amara Amelia Amina Anders
    Andrea Anika Anna Anselm Antonio Anya Arjun Arthur Asha Astrid Audrey Aurora Ayesha Barbara Bashir Beatriz Benedict Benjamin
    Bernard Bettina Bianca Birgit Bjorn Boris Brenda Bruno Camila Carlos Carmen Caroline Cecilia Chandra Charlotte Chen Chiara
    Christina Clara Claude Clemens Colette Connor Cornelia Cyrus Dagmar Daniela David Deborah Denise Dennis Diego Dimitri Dmitri
    Dolores Dominic Dorothea Duncan Edith Eduardo Edwin Eileen Elaine Elena Elias Elif Elisa Elliot Emanuel Emeka Emilia Emma
    Enzo Erik Ernesto Esther Etienne Eugene Eva Fabian Fatima Felicia Felix Fergus Fiona Florence Francesca Frank Frederik
    Gabriel Gareth Gemma Georgia Gerald Gianna Giovanni Gloria Gordon Grace Greta Guido Gustav Hana Hannah Harold Harriet Hasan
    Hazel Hector Heidi Helena Henrik Hilda Hiroshi Horace Hugo Ibrahim Ida Ignacio Imani Ines Ingrid Irene Isaac Isabel Ismail
    Ivan Ivy Jacob Jakob James Jamila Jasmine Javier Jelena Jeremy Jessica Joachim Johanna Jonas Jorge Josephine Joshua Juanita
    Judith Julia Julian Kamal Karim Karin Katarina Kathleen Keiko Kenji Kevin Kira Klaus Kofi Kristof Kwame Laila Larissa Lars
    Laura Leandro Lena Leonard Leopold Leticia Liam Lidia Lilian Linus Lisbeth Lorenzo Louisa Lucas Lucia Ludwig Luisa Lydia
    Magnus Malik Manuel Marcel Margaret Mariana Marius Marjorie Markus Marta Martin Mateo Matilda Maurice Maya Mehmet Melanie
    Mercedes Michael Miguel Mila Milan Mira Miriam Mohamed Moira Monica Moritz Nadia Naomi Natalia Nathan Neema Nia Nicholas
    Nigel Nikolai Nina Noah Nora Norman Odette Olaf Olga Oliver Olivia Omar Oscar Otto Paloma Pamela Patricia Pavel Pedro
    Penelope Petra Philip Phoebe Pierre Priya Quentin Rachel Rafael Rahul Ramona Raoul Rashid Raymond Rebecca Regina Renata
    Ricardo Rita Robert Roberta Rodrigo Roland Rosa Rosalind Rowan Ruben Rufus Rupert Ruth Sabine Salma Samir Samuel Sandra
    Santiago Sarah Saskia Selma Serena Sergei Shirin Sibyl Simon Sofia Soren Stefan Stella Sunita Susanna Svetlana Sven Sylvia
    Tamara Tariq Tatiana Theodor Theresa Thomas Tobias Tomoko Ulrich Ulrike Umberto Ursula Valentin Valerie Vanessa Vera Victor
    Vikram Vincent Viola Vladimir Walter Wanda Wendy Wilhelm Winifred Xavier Yara Yasmin Yolanda Yosef Yuki Yusuf Yvonne
    Zacharias Zara Zelda Zoe
    """

  static let surnames = """
    Abbott Achebe Ackerman Adeyemi Aldridge Almeida Anderson Appleby Arslan Ashworth Atkinson Bailey Baker Barlow Barros Becker
    Bellamy Bennett Berger Bianchi Blackwood Bloom Bogdan Brandt Brennan Brooks Calloway Campbell Cardoso Carlisle Carter
    Castillo Chandler Chaudhry Clarke Coleman Conti Cooper Costa Crawford Cruz Dalton Davenport Delgado Dixon Doyle Drummond
    Dubois Duran Eastwood Edwards Eriksen Espinoza Evans Farrell Faulkner Fernandez Fischer Fitzgerald Fleming Fontaine Foster
    Fraser Fuentes Gallagher Garrison Gibson Goldberg Gonzalez Goodwin Graham Greene Gruber Gupta Haddad Hale Hamilton Hansen
    Harper Hartmann Hawkins Hayashi Henderson Herrera Hoffmann Holloway Horvath Huber Hughes Hussain Ibanez Ito Jackson
    Jansen Jefferson Jensen Johansson Kapoor Karlsson Keller Kelly Khan Kimura Kowalski Kramer Kumar Laurent Lawson Lehmann
    Lindqvist Livingston Lopez Lundgren Maguire Mancini Marchetti Marlowe Mbeki McAllister Mendoza Mercer Meyer Middleton
    Montgomery Moreau Morrison Nakamura Navarro Nguyen Nielsen Novak Nwosu Oakley Okafor Oliveira Ortega Osborne Owens
    Pacheco Palmer Papadakis Patel Pearson Pellegrini Petersen Petrov Pickering Popescu Quinn Ramirez Rasmussen Reinhardt
    Reyes Richter Rivera Romano Rossi Rutherford Sandoval Sato Schneider Schwartz Shaw Sheridan Silva Sinclair Solberg
    Sorensen Stanton Sullivan Suzuki Takahashi Tanaka Thackeray Thornton Torres Underwood Valdez Vargas Vasquez Vogel Volkov
    Wagner Wallace Watanabe Weber Whitaker Wilkins Winslow Woodruff Yamamoto Yilmaz Zhang Ziegler Zimmermann
    """

  static let places = """
    Aberdeen Accra Adelaide Agadir Amman Amsterdam Ankara Antwerp Arequipa Asmara Athens Auckland Baghdad Baku Bamako Bangkok
    Barcelona Basel Beirut Belfast Belgrade Bergen Berlin Bilbao Bogota Bologna Bordeaux Boston Bratislava Bremen Brisbane
    Bristol Bruges Brussels Bucharest Budapest Cairo Calgary Canberra Caracas Cardiff Casablanca Catania Chennai Chicago
    Cleveland Cologne Colombo Copenhagen Cordoba Cracow Curitiba Cusco Dakar Dallas Damascus Darwin Delhi Denver Detroit Dhaka
    Dijon Doha Dortmund Dresden Dubai Dublin Dundee Durban Edinburgh Essen Exeter Florence Frankfurt Freetown Fukuoka Galway
    Gdansk Geneva Genoa Ghent Glasgow Gothenburg Granada Graz Grenoble Guadalajara Halifax Hamburg Hanoi Harare Havana Helsinki
    Hiroshima Hobart Houston Innsbruck Istanbul Izmir Jakarta Jerusalem Johannesburg Kabul Kampala Karachi Kathmandu Kazan
    Khartoum Kigali Kingston Kinshasa Kobe Kolkata Kyoto Lagos Lahore Lausanne Leeds Leipzig Lille Lima Limerick Lisbon
    Liverpool Ljubljana London Luanda Lucerne Lusaka Luxembourg Lyon Madrid Malaga Malmo Managua Manila Maputo Marrakesh
    Marseille Medellin Melbourne Memphis Milan Minsk Mombasa Monterrey Montevideo Montreal Mumbai Munich Nairobi Nantes Naples
    Nashville Nicosia Norwich Nottingham Nuremberg Oaxaca Odense Osaka Oslo Ottawa Oxford Palermo Paris Perth Perugia Phoenix
    Pisa Plovdiv Plymouth Porto Portland Poznan Prague Pretoria Quebec Quito Rabat Ravenna Recife Reykjavik Riga Rome Rosario
    Rotterdam Rouen Salamanca Salzburg Santiago Sapporo Sarajevo Seattle Seoul Seville Sheffield Singapore Skopje Sofia
    Southampton Stockholm Strasbourg Stuttgart Sydney Tallinn Tampere Tangier Tashkent Tbilisi Thessaloniki Tirana Tokyo
    Toledo Toronto Toulouse Trieste Tripoli Trondheim Tunis Turin Turku Uppsala Utrecht Valencia Valletta Valparaiso Vancouver
    Venice Verona Vienna Vilnius Warsaw Wellington Windhoek Winnipeg Wroclaw Yerevan York Zagreb Zanzibar Zurich
    """

  static let countries = """
    Albania Algeria Angola Argentina Armenia Australia Austria Bangladesh Belgium Bhutan Bolivia Botswana Brazil Bulgaria
    Cambodia Cameroon Canada Chile China Colombia Croatia Cuba Cyprus Denmark Ecuador Egypt Estonia Ethiopia Fiji Finland France
    Gabon Georgia Germany Ghana Greece Guatemala Haiti Honduras Hungary Iceland India Indonesia Ireland Israel Italy Jamaica
    Japan Jordan Kenya Kuwait Laos Latvia Lebanon Liberia Libya Lithuania Madagascar Malawi Malaysia Mali Malta Mexico Moldova
    Mongolia Morocco Mozambique Namibia Nepal Nicaragua Niger Nigeria Norway Oman Pakistan Panama Paraguay Peru Poland Portugal
    Qatar Romania Rwanda Samoa Senegal Serbia Slovakia Slovenia Somalia Spain Sudan Sweden Switzerland Syria Taiwan Tanzania
    Thailand Togo Tonga Tunisia Turkey Uganda Ukraine Uruguay Uzbekistan Vanuatu Venezuela Vietnam Wales Yemen Zambia Zimbabwe
    """

  static let languages = """
    Arabic Armenian Basque Bengali Bulgarian Catalan Croatian Czech Danish Dutch English Esperanto Estonian Finnish French
    Gaelic Georgian German Greek Hebrew Hindi Hungarian Icelandic Igbo Italian Japanese Korean Latin Latvian Malay Maltese
    Mandarin Norwegian Persian Polish Portuguese Punjabi Quechua Romanian Russian Serbian Slovak Spanish Swahili Swedish
    Tagalog Tamil Thai Turkish Ukrainian Urdu Vietnamese Welsh Yoruba Zulu
    """
}
