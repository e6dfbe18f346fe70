const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words that say nothing about a text, folded, by language. */
const STOP_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  es: words(`
    a al algo algun alguna algunas alguno algunos ante antes aquel aquella aquellas aquellos asi aun aunque cada como
    con cual cuales cualquier cuando de del desde donde dos e el ella ellas ellos en entre era eran es esa esas ese eso
    esos esta estan estar estas este esto estos fue fueron ha han hasta hay la las le les lo los mas me mi mis mediante
    mientras muy ni no nos nosotros nuestra nuestro o otra otras otro otros para pero por porque pues que quien quienes
    se sea sean segun ser si sido sin sino sobre solo son su sus tal tambien tan tanto te tiene tienen toda todas todo
    todos tras tu u un una unas uno unos y ya yo`),
  en: words(`
    a about after all also an and any are as at be been before being between both but by can do does each for from had
    has have he her his how i if in into is it its may more most no not of on only or other our out over per shall she
    should so some such than that the their them then there these they this those through to under until up was we were
    what when where which while who whose will with within without would you your`),
  pt: words(`
    a ao aos apos as ate cada com como da das de dela dele delas deles depois do dos e ela elas ele eles em entre era
    essa essas esse esses esta estas este estes foi foram ha isso isto ja lhe lhes mais mas me mesmo meu minha muito na
    nas nem no nos nossa nosso num numa o os ou para pela pelas pelo pelos por qual quando que quem se seja sem ser seu
    seus sao so sob sobre sua suas tambem te tem tendo toda todas todo todos um uma umas uns voce`),
  fr: words(`
    a afin ainsi alors apres au aucun aussi autre autres aux avant avec c ce cela ces cet cette ceux chaque comme dans
    d de des donc dont du elle elles en entre est et ete etre eu il ils j je l la le les leur leurs lors lui m ma mais
    me meme mes moi mon n ne ni nos notre nous on ont ou par pas pendant peu plus pour qu que quel quelle qui s sa sans
    se ses si soit son sont sous sur t ta te tes toi ton tous tout toute toutes tu un une vers vos votre vous y`),
  it: words(`
    a ad agli ai al alla alle allo anche ancora che chi ci coi col come con cosi cui da dagli dai dal dalla dalle dallo
    degli dei del dell della delle dello di dove e ed era essere fra gli ha hanno i il in l la le lei lo loro lui ma mi
    ne negli nei nel nell nella nelle nello no noi non nostra nostro o od ogni per perche piu quale quali quando quanto
    quella quelle quelli quello questa queste questi questo se sei si sia siano sono su sua sue sugli sui sul sulla
    sulle sullo suo suoi tra tu tutta tutte tutti tutto un una uno vi voi`),
  ca: words(`
    a al als amb aquell aquella aquelles aquells aquest aquesta aquestes aquests cada com d de del dels des doncs durant
    e el ella elles ells els en entre es esta estan ha han hi i ja l la les li lo llur llurs mes molt n ni no nosaltres
    nostra nostre o on per pero perque pel pels poc que qual quals quan qui s sa seva seves seu seus ser ses si sigui
    siguin sobre son tambe tan te tot tota totes tots un una unes uns va van vosaltres`),
  de: words(`
    ab aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei beim bis bzw da damit
    dann das dass dem den denn der des die dies diese diesem diesen dieser dieses doch dort durch ein eine einem einen
    einer eines er es etwa fur gegen hat haben ihr ihre ihrem ihren ihrer im in ins ist jede jedem jeden jeder jedes
    kann konnen mehr mit nach nicht noch nur ob oder ohne pro sein seine seinen seiner sich sie sind so sowie uber um
    und uns unter vom von vor war was weil welche wenn werden wie wir wird wo wurde wurden zu zum zur zwischen`),
};

/** @param word folded */
export function isStopWord(word: string, language: string): boolean {
  return (STOP_WORDS[language] ?? STOP_WORDS['es']!).has(word);
}

/** The words that say nothing in any of some languages. */
export function stopWordsOf(languages: readonly string[]): ReadonlySet<string> {
  return new Set(languages.flatMap((language) => [...(STOP_WORDS[language] ?? [])]));
}
