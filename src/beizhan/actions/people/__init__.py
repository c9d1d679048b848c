"""People, the bodies they belong to, and the posts they hold."""
