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
};

/** Dropped from what people type, in any language: but not words that carry meaning in Spanish ("sur"). */
const MEANINGFUL = new Set(['sur', 'mais', 'once', 'hasta', 'sous', 'some', 'tous', 'vers', 'plus']);
const IN_QUERIES: ReadonlySet<string> = new Set(
  Object.values(STOP_WORDS)
    .flatMap((list) => [...list])
    .filter((word) => !MEANINGFUL.has(word)),
);

/** @param word folded */
export function isStopWord(word: string, language: string): boolean {
  return (STOP_WORDS[language] ?? STOP_WORDS['es']!).has(word);
}

/** @param word folded */
export function isStopWordOfQuery(word: string): boolean {
  return IN_QUERIES.has(word);
}
