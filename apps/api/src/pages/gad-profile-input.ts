import { type Field, recordToInput } from '@chasqui/curation';
import { DIAGNOSIS_COMPONENTS, DIAGNOSIS_FIELDS, PROFILE_FIELDS, type SelfDiagnosis } from '@chasqui/gads';

const FIELDS: readonly Field[] = [...PROFILE_FIELDS, ...DIAGNOSIS_FIELDS];

/** What a profile says as its form asks for it: the self-diagnosis answer by answer. */
export function inputOf(facts: object | null): Record<string, unknown> {
  if (!facts) return {};
  const { selfDiagnosis = {} } = facts as { selfDiagnosis?: SelfDiagnosis };
  const diagnosis = DIAGNOSIS_COMPONENTS.flatMap((component) => {
    const given = selfDiagnosis[component];
    return given
      ? [
          [`${component}.answer`, given.answer],
          [`${component}.evidenceEs`, given.evidenceEs],
        ]
      : [];
  });
  return recordToInput(FIELDS, Object.assign({}, facts, Object.fromEntries(diagnosis)));
}
