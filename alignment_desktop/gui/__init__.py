"""The window: Qt Widgets over the services; nothing else imports Qt."""
