"""What a report says of each duty, a module for each."""
