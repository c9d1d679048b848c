"""What is known of rivals, gaps, views, contacts, missions and meetings, as it is asked for."""
