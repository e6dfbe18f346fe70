// Pages of calls as sites write them, made by a seeded generator: a frame with menus and a foot, a table of facts, prose in
// six languages, lists of who may apply and what to hand in, links to documents. Every process makes the same ones.
import { seeded, textMaker, textSource } from './catalogue-text.mjs';

const SEED = 20_261_121;

const MONTHS = {
  es: 'enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre'.split(','),
  en: 'January,February,March,April,May,June,July,August,September,October,November,December'.split(','),
  pt: 'janeiro,fevereiro,março,abril,maio,junho,julho,agosto,setembro,outubro,novembro,dezembro'.split(','),
  fr: 'janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre'.split(','),
  it: 'gennaio,febbraio,marzo,aprile,maggio,giugno,luglio,agosto,settembre,ottobre,novembre,dicembre'.split(
    ',',
  ),
  de: 'Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember'.split(','),
};

const WORDS = {
  es: {
    closes: (date) =>
      `El plazo de presentación de solicitudes termina el ${date}, a las 23:59 hora peninsular.`,
    opens: (date) => `La convocatoria se abre el ${date}.`,
    money: (amount) =>
      `La dotación total es de ${amount} euros, con un máximo de 300.000 euros por proyecto.`,
    share: 'La entidad solicitante aportará una contrapartida mínima del 20 % del costo total.',
    who: [
      'Quiénes pueden participar',
      'Gobiernos locales y provinciales',
      'Mancomunidades',
      'Universidades públicas',
    ],
    papers: [
      'Documentación requerida',
      'Formulario de solicitud',
      'Carta de respaldo de la máxima autoridad',
      'Presupuesto',
    ],
  },
  en: {
    closes: (date) => `Applications must be submitted no later than ${date}, 17:00 Brussels time.`,
    opens: (date) => `The call opens on ${date}.`,
    money: (amount) => `The overall indicative amount is EUR ${amount}; up to EUR 500,000 per grant.`,
    share: 'Co-financing of at least 10% of the total eligible costs is required.',
    who: [
      'Eligible applicants',
      'Local and regional authorities',
      'Associations of municipalities',
      'Public universities',
    ],
    papers: ['Required documents', 'Application form', 'Letter of endorsement', 'Budget'],
  },
  pt: {
    closes: (date) => `O prazo para apresentação de candidaturas termina a ${date}, às 18h00.`,
    opens: (date) => `As candidaturas abrem a ${date}.`,
    money: (amount) => `O montante total é de ${amount} euros.`,
    share: 'A contrapartida mínima é de 15 % do custo total.',
    who: ['Quem pode candidatar-se', 'Municípios', 'Associações de municípios', 'Universidades'],
    papers: ['Documentos necessários', 'Formulário', 'Carta de apoio', 'Orçamento'],
  },
  fr: {
    closes: (date) => `La date limite de dépôt des dossiers est fixée au ${date} à 12h00 (heure de Paris).`,
    opens: (date) => `L'appel à projets est ouvert à partir du ${date}.`,
    money: (amount) => `L'enveloppe globale s'élève à ${amount} euros.`,
    share: "L'apport propre du demandeur est d'au moins 30 % du coût total.",
    who: ['Qui peut participer', 'Collectivités territoriales', 'Groupements de communes', 'Universités'],
    papers: ['Pièces à fournir', 'Formulaire', "Lettre d'engagement", 'Budget'],
  },
  it: {
    closes: (date) => `Le domande devono pervenire entro il ${date}, ore 13:00.`,
    opens: (date) => `Il bando apre il ${date}.`,
    money: (amount) => `La dotazione complessiva è di ${amount} euro.`,
    share: 'È richiesto un cofinanziamento minimo del 20 %.',
    who: ['Soggetti ammissibili', 'Enti locali', 'Unioni di comuni', 'Università'],
    papers: ['Documenti richiesti', 'Modulo di domanda', 'Lettera di adesione', 'Piano finanziario'],
  },
  de: {
    closes: (date) => `Anträge sind bis zum ${date}, 12 Uhr, einzureichen.`,
    opens: (date) => `Die Ausschreibung beginnt am ${date}.`,
    money: (amount) => `Insgesamt stehen ${amount} Euro zur Verfügung.`,
    share: 'Der Eigenanteil beträgt mindestens 25 % der Gesamtkosten.',
    who: ['Antragsberechtigt sind', 'Kommunen', 'Zweckverbände', 'Hochschulen'],
    papers: ['Erforderliche Unterlagen', 'Antragsformular', 'Absichtserklärung', 'Finanzplan'],
  },
};

const LANGUAGES = Object.keys(WORDS);
const MENU =
  'Inicio,La agencia,Dónde trabajamos,Convocatorias,Noticias,Publicaciones,Transparencia,Contacto'.split(',');

/** @param count how many pages; each about 12 KB */
export function* pagesOf(count) {
  const random = seeded(SEED);
  const maker = textMaker(textSource(), random);
  for (let number = 0; number < count; number += 1) {
    const language = random() < 0.6 ? 'es' : maker.pick(LANGUAGES);
    const { title, summary } = maker.call();
    yield {
      url: `https://cooperante.example/convocatorias/${number}`,
      html: page(number, language, title, summary, random, maker),
    };
  }
}

function page(number, language, title, summary, random, maker) {
  const words = WORDS[language];
  const date = () => {
    const [day, month] = [1 + Math.floor(random() * 28), MONTHS[language][Math.floor(random() * 12)]];
    const year = 2026 + Math.floor(random() * 2);
    if (language === 'en') return `${day} ${month} ${year}`;
    if (language === 'de') return `${day}. ${month} ${year}`;
    return language === 'es' || language === 'pt'
      ? `${day} de ${month} de ${year}`
      : `${day} ${month} ${year}`;
  };
  const amount = Math.round(1 + random() * 90) * 50_000;
  const grouped = String(amount).replace(/\B(?=(\d{3})+$)/g, language === 'en' ? ',' : '.');
  const list = ([head, ...items]) =>
    `<h3>${head}</h3><ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
  const news = Array.from(
    { length: 12 },
    (_, at) => `<li><a href="/noticias/${number}-${at}">${maker.call().title}</a></li>`,
  );
  const prose = Array.from({ length: 4 }, () => `<p>${maker.call().summary}</p>`).join('\n');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title} - Cooperante</title>
<style>${'.nav-item{margin:0;padding:0 1rem;color:#123} '.repeat(20)}</style>
<script>window.dataLayer=[];${'function track(e){dataLayer.push(e)};'.repeat(15)}</script></head>
<body><header><nav><ul>${MENU.map((name) => `<li class="nav-item"><a href="/${name}">${name}</a></li>`).join('')}</ul></nav></header>
<main><article><h1>${title}</h1><p class="lead">${summary}</p>
<table><tr><th>Código</th><td>${number}/2026</td></tr><tr><th>Publicación</th><td>${date()}</td></tr></table>
<p>${words.opens(date())}</p><p>${words.closes(date())}</p><p>${words.money(grouped)} ${words.share}</p>
${prose}
${list(words.who)}${list(words.papers)}
<p>Contacto: <a href="mailto:ayuda@cooperante.example">ayuda@cooperante.example</a>, +34 91 583 81 00</p>
<ul><li><a href="/archivos/${number}/bases.pdf">Bases</a></li><li><a href="/archivos/${number}/formulario.docx">Formulario</a></li></ul>
</article><aside><h2>Noticias</h2><ul>${news.join('')}</ul></aside></main>
<footer>${MENU.map((name) => `<a href="/pie/${name}">${name}</a>`).join(' | ')} © 2026</footer></body></html>`;
}
