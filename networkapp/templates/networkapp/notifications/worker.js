{% load i18n %}{% get_current_language as language %}{% translate "There is something new for you." as words %}
self.addEventListener("push", (event) => {
  const words = (event.data && event.data.text()) || "{{ words|escapejs }}";
  event.waitUntil(self.registration.showNotification(words, { tag: "networkapp", lang: "{{ language|escapejs }}" }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("{% url 'networkapp:desk' %}"));
});
