"""Names as words: what people in England are called, and what is called like a person and is none.

Given names and surnames of many origins, chosen because they are common (the lists of baby names of the Office for
National Statistics hold most of them). No list is complete: a name that is not here is still found by its capital
letter beside another one, or by what stands before it. All are in lower case and without accents.
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


GIVEN = _set("""
aaliyah aaron abbie abby abdi abdirahman abdul abdullah abdullahi abigail abu adam addison adebayo adeel adele adrian
afsana agnieszka ahmad ahmed aidan aiden aisha aishah ajay akeem alan alastair albert aled alejandra aleksander
aleksandra alesha alessia alex alexander alexandra alexis alfie alfred ali alice alicia alisha alison aliyah allison
alma alyssa amaan amanda amani amara amarjit amelia amelie amina aminata amir amira amit amna amrit amy ana anastasia
andrea andreea andrei andrew andrzej aneesa aneurin angela angharad anisa anita anjali ann anna annabelle anne annie
annika anthony antoni antonia anwen anya aoife archie aria ariana arjun armaan arthur arun asad asha ashleigh ashley
asif asiya asma astrid athena aurora ava ayaan ayaz ayesha ayisha ayla ayo ayodele ayub azra bailey baljit balwinder
barbara barry bartosz beata beatrice becky ben benjamin bernadette bethan bethany betty beverley bilal bilan billy
bobby bogdan brandon brenda brendan brian bridget bronte bronwen bryn caitlin caleb callum calum cameron camila carl
carla carly caroline carys cathal catherine cecilia cerys chanelle chantelle charlene charles charlie charlotte cheryl
chiamaka chidi chinedu chioma chloe chris christina christine christopher cian ciara ciaran cillian claire clara clare
claudia clive cody colin colleen connor conor corey courtney craig curtis dafydd damian damilola dan daniel daniela
danielle danny daria dariusz darren daud dave david dawid debbie deborah declan deepak deka delilah delroy demi denise
dennis denzel derek dewi dhanraj dharminder diana diane dilys dominic dominik donna dorota dorothy douglas duncan
dwayne dylan ebony eddie edith edward edyta efe eileen eilidh eirlys elaine eleanor elena eli elijah elin eliot elisa
elise elizabeth ella elle ellen ellie elliot elliott elliw elsa elsie emeka emilia emilie emily emma emmanuel enid
eoin eric erica erin esme esther ethan eva evan evangeline eve evelyn evie ewa ezra faduma faisal faiza farah farhan
farida fartun fatima fatimah fatoumata fatuma felicia felicity felix fergus ffion filip finlay finley finn fiona fiza
folasade frances francesca francis frankie fraser freddie frederick freya funmilayo gabriel gabriela gabriella gareth
garry gary gavin gemma genevieve geoffrey george georgia georgie georgina geraint gerald gerard gethin gillian gina
giorgia giovanni glenn gloria gordon graham gregory grzegorz gurdeep gurjit gurpreet gwen gwenllian gwyneth habiba
hadiya hafsa halima hamza hanad hanna hannah hari harjit harminder harold haroon harpreet harriet harrison harry
harvey haseeb hassan hayden hayley heidi helen helena henry hilary hodan howard hubert hugh hugo humaira humza husna
hussain hussein iain ian ibrahim idris ifan ifeoma ifrah igor imani imogen imran ioan iona ionut iqra irene irina iris
isa isaac isabel isabella isabelle isaiah isha ishaan isla ismail isra ivan iwan izabela jacek jackie jackson jacob
jacqueline jada jaden jagdeep jago jai jaiden jake jakub jamal james jamie jamila jane janet janice jannat jared
jasleen jasmin jasmine jason jaspreet jayden jaydon jayne jeanette jeff jeffrey jenna jennifer jenny jeremiah jeremy
jermaine jerome jess jesse jessica jessie joan joanna joanne jodie joe joel john johnny jonah jonathan jordan jorge
jose joseph josephine josh joshua josiah joyce juan judith judy julia julian julie juliet justine justyna kacper kaden
kai kajal kaleb kamal kamila kane kara karan karen karl karolina kasia katarzyna kate katherine kathleen kathryn katie
katrina katy kaya kayden kayla kayleigh keegan keeley keira keith kelechi kelly kelsey kelvin kemi kenneth kenny
kenzie kerry kevin khadija khadijah khalid kian kiera kieran kieron kim kimberley kinga kingsley kiran kirsty klaudia
kofi komal krisha krystian krzysztof kuba kulvinder kulwinder kwabena kwame kyle kyra lacey laila lara latisha laura
lauren laurence leah leanne leighton leila lena lennon leo leon leona leonard leroy leslie leticia lewis lexi leyla
liam liban lillian lilly lily linda lindsay lindsey lisa llinos lloyd llyr logan lola lorna lorraine louie louis
louisa louise lowri luca lucas lucia lucinda lucy ludwik luis lukasz luke luna lydia lyla lynn mabel maciej maddison
madeleine madison mae magdalena maggie mahad mahmoud maisie maja malachi malcolm malgorzata malik mandeep manjit
manpreet marcel marcin marco marcus marek margaret maria mariam marian marie marika marion marlon marta martha martin
martyn mary maryam maryan mason mateo mateusz matilda matt matthew maureen maximus maya małgorzata megan mehmet
melanie melissa mia micah michael michaela michal michał michelle miguel mikolaj mikołaj mila millie milo milosz mina
mira miriam misbah modupe mohamad mohamed mohammad mohammed moira molly mona monica monika morgan moses muhammad muna
murray musa mustafa myfanwy myles nadia nadine naima najma nancy naomi narinder natalia natalie natasha nathan
nathaniel navdeep neil nerys nevaeh ngozi nia niamh nicholas nicky nicola nicole nigel nihal nikhil nikita nikolas
nina noah noor nora norah norman nusrat nyla obinna oisin oliver olivia oliwia oliwier ollie olu oluwaseun omar omari
ondrej orla oscar oskar osman otis owen paige palwasha parminder parveen patricia patrick patryk paul paula pauline
pawel paweł payton penelope peter petra phil philip phillip phoebe piotr pippa priya przemyslaw rabia rachael rachel
radoslaw radu rafal rafał rahim rahma raj rajesh rajinder rajvir ralph ramandeep rana ranjit rashid raul ravi ravinder
rayan raymond rebecca rebekah reece reem reggie rehan renata reuben rhian rhiannon rhodri rhys ria ricardo richard
ricky riley rita robbie robert roberto rohan romeo ronan ronnie rory rosa rosalind rosie ross rowena roxanne roy
rubina rukhsana rupert russell ruth ryan saad sabrina sadia sadie safa safiya sagal sahil sahra saif saima saira sajid
sakina salma sam samantha samira samiya samson samuel sana sandeep sandra sanjay santiago saoirse sara sarah sasha
satnam savannah scarlett scott sean sebastian selena seren sergio shabana shabnam shahid shaima shamima shane shania
shanice shannon sharon shaun shauna shazia sheila shelby shelley shirley shivani shona shreya sian sidney sidra siena
sienna silas simon simone simran sinead siobhan sioned skye skyla sofia sonia sophia sophie stacey stanislaw stanisław
stefan stella stephanie stephen steve steven stuart sukhdeep sukhvinder suleiman sumaya sunita surinder susan suzanne
syed sylvia szymon tabitha tadhg taha tahir tahira talia tallulah tamara tamika tanisha tanya tara tariq tasha taylor
temitope terence teresa terri terry tessa thea theo theodore theresa thomas tia tiana tiffany tilly tim timothy tina
tobias toby todd tom tomas tomasz tommy tomos toni tony tracey tracy travis trevor tristan tyler tyrese tyrone umar
ursula uzma valentina valerie vanessa veronica vicky victor vikram viktoria vincent vivian wafa waleed warsame wayne
wendy wesley wiesława wiktor wiktoria william wioletta wojciech xander xavier yasmin yasmine yolanda yousef yuri yusra
yusuf yvette yvonne zac zach zachary zahra zain zaina zainab zak zakariya zakir zane zara zayd zayden zayn zeeshan
zeinab zena zeynep zoe zofia zoya zubair zuzanna łukasz
""")
"""Given names, in lower case, that are hardly ever another word: found wherever they stand."""

GIVEN_CAPITAL = _set("""
daisy dale dawn destiny florence harley hazel heather holly ivy jade jay jean jude kay lee max mo noel penny poppy
precious rosemary ruby sonny stanley tudor violet willow
""")
"""Given names that are everyday words in lower case: found wherever they stand with a capital letter."""

GIVEN_OR_WORD = _set("""
amber april art asia august austin autumn basil bill blessing bob bonnie carol chase chelsea christian cliff crystal
dean dee don drew ed eden faith favour frank gene glen grace grant harmony heath honey hope india israel jack jewel
joy june kit lance lane lincoln mark may melody mercy milan miles neve nick paris pat patience pearl preston prince
princess ray reed rich rio river rob robin roman ron rose rowan sage sally sandy sierra sky stone storm sue summer
sydney ted tiger trinity victoria wade will woody
""")
"""Words and places that are given names too: a name only beside another one, or after *brother* and the like."""

GIVEN_WITHIN = _set("""
basil bill blessing bob bonnie carol chase cliff dean dee don drew ed faith favour frank gene glen grace grant honey
hope jack joy kit lance mark melody mercy nick pat patience pearl princess ray reed rob robin ron rose sally sandy sue
ted wade will woody
""")
"""Of those, the ones that are a name wherever they have a capital letter within a sentence."""

SURNAMES = _set("""
abbott abdi adams adebayo adeyemi afolabi ahmed akhtar akram alexander ali allen anderson andrews ansah armstrong
asante atkins atkinson bailey baker balogun barker barnes begum bennett bhatti bibi bielak boateng boyle bradley
brennan byrne campbell chapman chaudhry clark clarke collins connolly cooper corbett cunningham dabrowski daly davies
davis dhillon diallo dixon dogan doherty dosanjh doyle dunn edwards ellis evans eze farah ferguson fitzgerald fletcher
foster francis gallagher gibson gill gordon graham grewal griffiths hamilton harris harrison hassan hayes henderson
henry hernandez higgins hughes hussain hussein ibrahim iqbal islam ismail jackson jama james jenkins johnson johnston
jones kaczmarek kaminska kaminski karim kaur kelly kennedy khan khatun kowalczyk kowalska kowalski kozlowski
lewandowska lewandowski lewis lloyd mahmood malik marshall martin matthews mazur mbeki mccarthy mcdonald mckenzie
mclean mensah miah miller mills mitchell mohamed mohammed moore morgan morris morrison murphy murray mwangi nguyen
nolan nowak nwosu obi obrien ofori ogunleye okafor okeke okonkwo olatunji omar osei osman owen owens owusu palmer
parry parsons patel pearce pereira phillips piotrowski popescu powell prosser qureshi rahman rees reid reynolds
richards richardson roberts robertson robinson rodriguez rogers russell ryan sandhu saunders sesay shah shaikh sharif
sharma shaw sheikh sidhu silva simmons simpson singh smith spencer stephens stevens stewart sullivan taylor thomas
thompson thomson turner wagner walsh warsame watson watts webb wilkinson williams williamson wilson wisniewski wojcik
woods wright yusuf zhang zielinska zielinski
""")
"""Surnames, in lower case: needed only where a note is written in small letters or in capitals."""

SURNAME_WORDS = _set("""
abbott archer baker bank banks barber bell best bird bishop black bond bridges brooks brown bull bush butler carter
castle chambers chester child childs church cole cook cooper cross crow darling day dean drake england english field
fields finch fisher flood ford fox french frost gale garland gold grant gray green hall heath hill hope house hunter
ireland joy judge justice kent king knight lamb lancaster lane law laws lincoln little london long love major marsh
marshall mason may miller monk moor moore moss nightingale noble north nunn page park parker pope power powers price
prior reed rhodes rice rivers rose rowe rush savage scott sergeant sharp short silver small smith snow stone street
summers swan swift taylor temple wales walker ward waters welsh west white winter wise wolf wood woods york young
""")
"""Everyday words that are surnames as well; they end a name that a given name began."""

PLACES = _set("""
accrington altrincham ashford aylesbury barnet barnsley barrow basildon basingstoke bath bedford bedfordshire belfast
berkshire bexley birkenhead birmingham blackburn blackpool bolton bootle bournemouth bradford brent brighton bristol
bromley buckinghamshire burnley burton bury calderdale cambridge cambridgeshire camden cannock canterbury cardiff
carlisle chelmsford cheltenham cheshire chester chesterfield colchester corby cornwall coventry crawley crewe croydon
cumbria darlington dartford derby derbyshire devon doncaster dorset dublin dudley durham ealing eastbourne edinburgh
enfield essex exeter gateshead gillingham glasgow gloucester gloucestershire greenwich grimsby hackney halifax halton
hampshire haringey harlow harrow hartlepool hastings havering hereford herefordshire hertfordshire hillingdon hounslow
huddersfield hull ipswich islington kabul karachi kent kettering kingston kirklees knowsley lagos lahore lambeth
lancashire leeds leicester leicestershire lewisham lichfield lincolnshire liverpool london luton macclesfield
maidstone manchester mansfield medway merseyside middlesbrough mirpur mogadishu newcastle newham norfolk northampton
northamptonshire northumberland norwich nottingham nottinghamshire nuneaton oldham oxford oxfordshire peterborough
plymouth poole portsmouth reading redbridge redcar richmond rochdale rotherham rugby runcorn rutland salford sandwell
scarborough scunthorpe sefton sheffield shropshire slough solihull somerset southampton southend southport southwark
stafford staffordshire stevenage stockport stockton stoke suffolk sunderland surrey sussex sutton swansea swindon
tameside taunton teesside telford thurrock tirana torbay trafford tyneside wakefield walsall waltham wandsworth
warrington warsaw warwick warwickshire watford westminster widnes wigan wight wiltshire windsor wirral woking
wolverhampton worcester worcestershire worthing wrexham yorkshire
""")
"""Towns, counties and boroughs, in lower case: never a person by themselves."""

PHRASES = frozenset(
    {
        ("alder", "hey"),
        ("anna", "freud"),
        ("arthur", "and", "star"),
        ("arthur", "labinjo-hughes"),
        ("ashiana", "network"),
        ("baby", "p"),
        ("bank", "holiday"),
        ("ben", "10"),
        ("big", "bang"),
        ("blue", "light"),
        ("bruce", "perry"),
        ("bury", "st", "edmunds"),
        ("change", "grow", "live"),
        ("christmas", "eve"),
        ("citizens", "advice"),
        ("claire's", "law"),
        ("clare's", "law"),
        ("clares", "law"),
        ("daniel", "pelka"),
        ("downing", "street"),
        ("duke", "of", "edinburgh"),
        ("eileen", "munro"),
        ("ellie", "butler"),
        ("enhance", "plus"),
        ("father", "christmas"),
        ("fraser", "competent"),
        ("fraser", "guidelines"),
        ("gillick", "competence"),
        ("gillick", "competent"),
        ("great", "ormond"),
        ("great", "ormond", "street"),
        ("hammersmith", "and", "fulham"),
        ("happy", "mondays"),
        ("harry", "potter"),
        ("hemel", "hempstead"),
        ("home", "start"),
        ("isle", "of", "wight"),
        ("jay", "review"),
        ("johari", "window"),
        ("john", "lewis"),
        ("karen", "treisman"),
        ("kath", "kidston"),
        ("king's", "fund"),
        ("king's", "lynn"),
        ("lord", "laming"),
        ("lucy", "faithfull"),
        ("lucy", "faithfull", "foundation"),
        ("maria", "colwell"),
        ("marie", "collins", "foundation"),
        ("marks", "and", "spencer"),
        ("martha's", "rule"),
        ("maslow's", "hierarchy"),
        ("milton", "keynes"),
        ("new", "year's", "eve"),
        ("new", "years", "eve"),
        ("peppa", "pig"),
        ("peter", "rabbit"),
        ("red", "cross"),
        ("royal", "blackburn"),
        ("royal", "derby"),
        ("saint", "george's", "day"),
        ("sarah's", "law"),
        ("sarahs", "law"),
        ("st", "albans"),
        ("st", "david's", "day"),
        ("st", "george's", "day"),
        ("st", "helens"),
        ("st", "john", "ambulance"),
        ("st", "john's", "ambulance"),
        ("st", "patrick's", "day"),
        ("star", "hobson"),
        ("thomas", "coram"),
        ("thomas", "the", "tank", "engine"),
        ("tower", "hamlets"),
        ("tunbridge", "wells"),
        ("turning", "point"),
        ("valentine's", "day"),
        ("victoria", "climbie"),
        ("winnie", "the", "pooh"),
    }
)
"""Laws, reviews, agencies, places and stories that are called like a person, word for word in lower case."""
