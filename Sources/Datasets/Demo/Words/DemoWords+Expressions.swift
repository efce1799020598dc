extension DemoWords {
  static let expressions = """
    Achoo Ahem Ahoy Aha Alas Ay Bah Bingo Bravo Brr Cheers Crikey Eek Eureka Fiddlesticks Gosh Hallelujah Hmm Hooray Huh Hurrah
    Hush Mmm Ooh Oops Ouch Phew Pooh Psst Shh Tada Tut-tut Ugh Whoa Whoops Wow Yippee Yikes Yuck Yum
    """

  static let times = """
    after_breakfast after_dark after_the_show all_afternoon all_night at_dawn at_dusk at_last at_midnight at_noon at_sunrise
    at_teatime before_lunch before_sunset by_candlelight by_chance by_spring during_the_break during_the_war early_on ever_since
    every_autumn every_evening every_hour every_other_day for_a_fortnight for_ages for_once for_the_first_time from_now_on from_time_to_time
    in_a_flash in_a_minute in_advance in_due_course in_no_time in_old_age in_spring in_summer in_the_beginning in_the_end
    in_the_evening in_the_meantime in_the_morning in_winter last_autumn last_night last_week last_year later_that_day long_ago
    next_month next_time next_year night_after_night not_long_ago now_and_then on_Sundays on_time once once_a_year
    one_fine_day one_morning over_the_weekend overnight since_childhood some_day sooner_or_later that_evening the_day_before
    the_other_day these_days this_morning this_time throughout_the_year till_late twice_a_week until_then up_to_now within_a_year
    without_delay year_after_year
    """

  static let positions = """
    above across against ahead_of along around at_the_back_of at_the_bottom_of at_the_edge_of at_the_end_of at_the_foot_of
    at_the_top_of away_from behind beneath beside between beyond close_to deep_inside down far_from in in_front_of in_the_corner_of
    in_the_middle_of inside near next_to not_far_from off on on_the_left_of on_the_other_side_of on_the_right_of on_top_of
    opposite outside over past round the_far_side_of through to_the_north_of to_the_south_of towards under underneath up within
    """

  static let relatives = """
    ancestor aunt baby best_friend bride bridegroom brother brother-in-law classmate cousin daughter elder_brother father
    father-in-law fiancé foster_mother friend_from_school godfather godmother grandchild granddaughter grandfather grandmother
    grandson great-aunt great-grandfather guest half-brother host husband landlord landlady mother mother-in-law neighbour nephew
    niece old_teacher parent partner penfriend relative roommate sister sister-in-law son stepfather stepmother stepsister
    team-mate tenant twin_brother twin_sister uncle wife younger_sister
    """

  static let websites = """
    blog bulletin chart_page dashboard directory forum gallery_page guestbook help_page homepage index intranet knowledge_base
    leaderboard mailing_list message_board newsfeed newsletter photo_album podcast portal profile questionnaire registry
    search_page sitemap spreadsheet survey_form timeline tutorial video_channel webcam webinar website wiki
    """

  static let software = """
    address_book antivirus archive_file backup bookmark_bar browser calculator calendar_program chatbot clipboard code_editor
    compiler cookie crawler cursor debugger desktop dialogue_box display_driver download driver emulator encryption_key
    error_message file_format firewall firmware font game_engine gateway hard_drive hyperlink inbox installer interpreter
    keyboard_shortcut login_screen macro mail_server memory_card menu_bar microchip modem monitor network_cable operating_system
    password patch plugin pop-up processor prompt query router scanner screenshot script search_engine server session shell
    shortcut sound_card source_file spam_filter spellchecker status_bar subdomain syntax_error terminal text_file thumbnail
    toolbar touchscreen trackpad upload user_name video_card web_page widget window_manager word_processor workspace
    """

  static let money = """
    account allowance annuity asset balance_sheet bargain bill bond bonus budget_plan charge cheque coin collateral commission
    contribution credit currency debit debt deduction deposit discount dividend donation down_payment duty earnings endowment
    expense fee fine fund gift_card grant income inheritance instalment insurance interest_rate invoice investment lease levy
    loan lottery mortgage overdraft pension petty_cash pledge pocket_money premium profit property rate rebate receipt refund
    rent reserve revenue royalty salary savings share stipend subsidy surcharge tariff tax tip toll turnover voucher wage
    """

  static let games = """
    backgammon badminton_doubles bingo blind_man's_buff bridge canasta card_tricks catch charades checkers crosswords dominoes
    draughts duck_duck_goose frisbee go hangman hide_and_seek hopscotch jacks leapfrog ludo mahjong marbles musical_chairs
    noughts_and_crosses patience pinball ping-pong poker pool pub_quiz quoits rummy scavenger_hunt shuffleboard simon_says skipping
    skittles snakes_and_ladders solitaire sudoku tag tiddlywinks tug_of_war twenty_questions whist yo-yo_tricks
    """
}
