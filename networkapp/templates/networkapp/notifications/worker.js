{% load i18n %}{% get_current_language as language %}{% translate "You have a new notification." as words %}
const usual = { words: "{{ words|escapejs }}", language: "{{ language|escapejs }}" };
const desk = new URL("{% url 'networkapp:desk' %}", self.location.origin).href;

function told(data) {
  try {
    return { ...usual, ...data.json() };
  } catch {
    return usual;
  }
}

self.addEventListener("push", (event) => {
  const { words, language } = told(event.data);
  event.waitUntil(self.registration.showNotification(words, { tag: "networkapp", lang: language }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(showDesk());
});

async function showDesk() {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = pages.find((page) => page.url.split("#")[0] === desk);
  await (open ? open.focus() : self.clients.openWindow(desk));
}
