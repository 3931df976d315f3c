"""What each duty delivers to a report, a module for each."""
