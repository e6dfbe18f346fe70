/**
 * A mail may be handed over this long after its slot, in ms; later it needs a new slot. Without the bound, mails that
 * were held up could leave in a bunch.
 */
export const SLOT_LASTS_MS = 50;

/**
 * Distance of the slots of one domain, in ms. Whatever leaves within one second had its slot in that second or at most
 * `SLOT_LASTS_MS` before it, so slots this far apart allow `rate` mails in any second, never one more.
 * @param rate mails a second, over all processes
 */
export function slotDistance(rate: number): number {
  return (1000 + SLOT_LASTS_MS) / rate;
}
