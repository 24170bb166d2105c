// @ts-check
/**
 * A new account starts with the time zone of its browser, where neither site nor delegation has one to propose.
 * The form marks its select with data-browser-zone; whatever was chosen before stays.
 */
const select = /** @type {HTMLSelectElement | null} */ (document.querySelector("select[data-browser-zone]"));
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (select && [...select.options].some((option) => option.value === zone)) {
  select.value = zone;
}
