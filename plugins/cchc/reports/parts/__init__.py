"""What a report says of each duty."""
