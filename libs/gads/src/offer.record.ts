import type { RecordType } from '@chasqui/curation';
import { Offer } from './offer.entity.js';

/** Offers as their forms ask for them. The GAD they belong to is decided by where they are entered. */
export const offerRecord: RecordType<Offer> = {
  key: 'offer',
  path: 'ofertas',
  one: 'oferta',
  many: 'Ofertas de los GAD',
  feminine: true,
  entity: Offer,
  nameField: 'titleEs',
  ownedByGad: true,
  searchKind: 'offer',
  pointers: [
    { table: 'commission_proposal', column: 'offer_id' },
    { table: 'offer', column: 'merged_into_id' },
  ],
  sections: [
    {
      title: 'La buena práctica',
      fields: [
        { kind: 'text', name: 'titleEs', label: 'Título', required: true, max: 160 },
        {
          kind: 'area',
          name: 'summaryEs',
          label: 'Qué es y qué puede enseñar o dar',
          required: true,
          max: 4000,
        },
        {
          kind: 'area',
          name: 'resultEs',
          label: 'Qué logró',
          max: 4000,
          help: 'Con cifras si las hay, y de qué año son.',
        },
        { kind: 'year', name: 'year', label: 'Año del resultado' },
        {
          kind: 'text',
          name: 'providerEs',
          label: 'Quién la daría, si no es el GAD mismo',
          help: 'Por ejemplo, una empresa pública. El nombre de la entidad, no el de una persona.',
        },
        { kind: 'codes', vocabulary: 'themes', name: 'themes', label: 'Temas', required: true },
        { kind: 'codes', vocabulary: 'sdgs', name: 'sdgs', label: 'ODS' },
        { kind: 'url', name: 'website', label: 'Página web' },
        { kind: 'boolean', name: 'published', label: 'Publicada: la puede leer cualquiera' },
      ],
    },
  ],
};
