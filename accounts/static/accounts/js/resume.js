// Goes on with what was posted before the user confirmed who they are; without this script a button does.
const form = document.getElementById("resumed-act");
if (form instanceof HTMLFormElement) form.requestSubmit();
